package io.tentabo.billing.number;

import io.smallrye.mutiny.Uni;
import io.tentabo.model.RandomCodes;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/**
 * Numbers such as {@code ORD-20261121-7KQ2XM}: the date, and six random characters that tell nobody how many there are.
 * A day has a billion of them.
 */
public final class DocumentNumbers {

    private static final int LENGTH = 6;
    private static final int ATTEMPTS = 5;

    private DocumentNumbers() {}

    /**
     * Inserts a row under a number of its own.
     *
     * @param prefix kind of document, e.g. {@code ORD}
     * @param insert inserts under a given number and answers how many rows it inserted: none when the number is taken
     */
    public static Uni<Void> insert(String prefix, LocalDate date, Function<String, Uni<Integer>> insert) {
        return insert(prefix, date, insert, ATTEMPTS);
    }

    private static Uni<Void> insert(
            String prefix, LocalDate date, Function<String, Uni<Integer>> insert, int attemptsLeft) {
        if (attemptsLeft == 0) {
            return Uni.createFrom().failure(new IllegalStateException("No free " + prefix + " number for " + date));
        }
        return Uni.createFrom()
                .deferred(() -> insert.apply(random(prefix, date)))
                .chain(inserted ->
                        inserted == 1 ? Uni.createFrom().voidItem() : insert(prefix, date, insert, attemptsLeft - 1));
    }

    private static String random(String prefix, LocalDate date) {
        return prefix + '-' + DateTimeFormatter.BASIC_ISO_DATE.format(date) + '-' + RandomCodes.next(LENGTH);
    }
}

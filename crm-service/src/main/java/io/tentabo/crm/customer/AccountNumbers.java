package io.tentabo.crm.customer;

import io.smallrye.mutiny.Uni;
import io.tentabo.model.RandomCodes;
import java.util.function.Function;

/**
 * Account numbers such as {@code CUS-7KQ2XM}: six random characters that tell nobody how many customers there are.
 * There are a billion numbers in a tenant.
 */
final class AccountNumbers {

    private static final String PREFIX = "CUS-";
    private static final int LENGTH = 6;
    private static final int ATTEMPTS = 5;

    private AccountNumbers() {}

    /**
     * Inserts a row under a number of its own.
     *
     * @param insert inserts under a given number and answers how many rows it inserted: none when the number is taken
     */
    static Uni<Void> insert(Function<String, Uni<Integer>> insert) {
        return insert(insert, ATTEMPTS);
    }

    private static Uni<Void> insert(Function<String, Uni<Integer>> insert, int attemptsLeft) {
        if (attemptsLeft == 0) {
            return Uni.createFrom().failure(new IllegalStateException("No free account number"));
        }
        return Uni.createFrom()
                .deferred(() -> insert.apply(random()))
                .chain(inserted -> inserted == 1 ? Uni.createFrom().voidItem() : insert(insert, attemptsLeft - 1));
    }

    private static String random() {
        return PREFIX + RandomCodes.next(LENGTH);
    }
}

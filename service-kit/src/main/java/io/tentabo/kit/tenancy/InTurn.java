package io.tentabo.kit.tenancy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Work on several things one after the other, as one transaction has to do it. */
public final class InTurn {

    private InTurn() {}

    /** Works on each; the first failure is that of the whole, and nothing after it is begun. */
    public static <T> Uni<Void> each(Iterable<T> items, Function<? super T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .onItem()
                .ignoreAsUni();
    }
}

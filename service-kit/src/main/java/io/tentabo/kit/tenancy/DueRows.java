package io.tentabo.kit.tenancy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.function.Function;

/** What a query of the background role finds due, of whichever tenants. */
public final class DueRows {

    private DueRows() {}

    /**
     * Works off what is due now.
     *
     * @param atOnce how many rows are worked at together; 1 for one after another
     * @param work whose failure is that of the whole: what must not keep the others from their turn recovers by itself
     */
    public static Uni<Void> workOff(Pool background, String due, int atOnce, Function<Row, Uni<Void>> work) {
        return background
                .query(due)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUni(work::apply)
                .merge(atOnce)
                .onItem()
                .ignoreAsUni();
    }
}

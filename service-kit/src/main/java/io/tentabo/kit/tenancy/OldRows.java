package io.tentabo.kit.tenancy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/** What has been kept for long enough, of whichever tenants. */
public final class OldRows {

    private OldRows() {}

    /**
     * Deletes it batch by batch: in short transactions, which hold back neither vacuum nor those who write the table.
     *
     * @param delete of the background role: $1 is how many seconds rows are kept, $2 how many it deletes at most
     */
    public static Uni<Void> delete(Pool background, String delete, Duration retention, int batch) {
        Tuple parameters = Tuple.of(SqlTime.seconds(retention), batch);
        return Multi.createBy()
                .repeating()
                .uni(() -> background.preparedQuery(delete).execute(parameters))
                .whilst(deleted -> deleted.rowCount() == batch)
                .onItem()
                .ignoreAsUni();
    }
}

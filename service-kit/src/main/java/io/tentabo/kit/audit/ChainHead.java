package io.tentabo.kit.audit;

import io.vertx.mutiny.sqlclient.Row;

/** The last sealed record of a tenant's chain. */
record ChainHead(long seq, byte[] hash) {

    /** The head of a chain without records. */
    static final ChainHead NONE = new ChainHead(0, ChainForm.GENESIS);

    static ChainHead of(Row row) {
        return new ChainHead(row.getLong("seq"), row.getBuffer("hash").getBytes());
    }
}

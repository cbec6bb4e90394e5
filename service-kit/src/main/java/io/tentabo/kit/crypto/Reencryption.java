package io.tentabo.kit.crypto;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Encrypts a column of the caller's tenant anew under the tenant's current data key, after {@link TenantCrypto#rotate}.
 *
 * <p>Each batch is a transaction of its own, and a row is finished when it carries the current version: an interrupted
 * run continues where it ended.
 */
@Singleton
public class Reencryption {

    private static final int BATCH = 100;

    private final Transactions transactions;
    private final TenantCrypto crypto;

    Reencryption(Transactions transactions, TenantCrypto crypto) {
        this.transactions = transactions;
        this.crypto = crypto;
    }

    /** Answers how many values were encrypted anew. Must not be called inside an open transaction. */
    public Uni<Integer> run(EncryptedColumn column) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.write(tx -> batch(tx, column)))
                .whilst(done -> done > 0)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> batch(Transaction tx, EncryptedColumn column) {
        return crypto.currentVersion(tx)
                .chain(version -> tx.query(column.select(), Tuple.of(version, BATCH)))
                .chain(rows -> Multi.createFrom()
                        .items(rows.stream())
                        .onItem()
                        .transformToUniAndConcatenate(row -> anew(tx, column, row))
                        .collect()
                        .asList())
                .chain((List<Tuple> updates) ->
                        tx.batch(column.update(), updates).replaceWith(updates.size()));
    }

    private Uni<Tuple> anew(Transaction tx, EncryptedColumn column, Row row) {
        UUID id = row.getUUID("id");
        String context = column.context().apply(id);
        Encrypted old = new Encrypted(
                row.getInteger("key_version"), row.getBuffer("ciphertext").getBytes());
        return crypto.decrypt(tx, old, context)
                .chain(plaintext -> crypto.encrypt(tx, plaintext, context))
                .map(encrypted -> Tuple.of(id, encrypted.keyVersion(), Buffer.buffer(encrypted.ciphertext())));
    }
}

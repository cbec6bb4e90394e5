package io.tentabo.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of a request that carries an {@code Idempotency-Key} once, however often the request is sent.
 *
 * <p>The key is claimed by the first statement of the very transaction that does the work. A repetition that arrives
 * meanwhile waits on the claim: if the first succeeds it replays the answer, if the first fails it does the work itself.
 * A key belongs to tenant, user, method and path, and is kept for at least 24 hours.
 */
@Singleton
public class Idempotency {

    /** The request header. */
    public static final String KEY_HEADER = "Idempotency-Key";

    /** The response header, {@code true} on an answer that is a repetition. */
    public static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private static final String CLAIM = """
            INSERT INTO idempotency_keys (tenant_id, scope_hash, request_hash)
            VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING
            """;
    private static final String STORE = """
            UPDATE idempotency_keys
            SET status = $3, location = $4, etag = $5, content_type = $6, body = $7
            WHERE tenant_id = $1 AND scope_hash = $2
            """;
    private static final String RELEASE = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND scope_hash = $2";
    private static final String STORED = """
            SELECT request_hash, status, location, etag, content_type, body
            FROM idempotency_keys
            WHERE tenant_id = $1 AND scope_hash = $2
            """;

    private final Transactions transactions;
    private final CurrentVertxRequest request;
    private final ObjectMapper mapper;
    private final RequestFingerprints fingerprints;

    Idempotency(Transactions transactions, CurrentVertxRequest request, ObjectMapper mapper) {
        this.transactions = transactions;
        this.request = request;
        this.mapper = mapper;
        this.fingerprints = new RequestFingerprints(mapper);
    }

    /**
     * Runs work in a write transaction, which the work's own transactions join, or replays its earlier answer. Without
     * the header it just runs. Only answers of 2xx are kept; a failure leaves the key free.
     *
     * @param requestBody the parsed body, which must be the same for the same key
     */
    public Uni<Response> once(Object requestBody, Supplier<Uni<Response>> work) {
        return Uni.createFrom()
                .deferred(() -> transactions.write(tx -> {
                    RequestFingerprint fingerprint = fingerprint(tx.caller(), requestBody);
                    return fingerprint == null ? work.get() : once(tx, fingerprint, work);
                }));
    }

    /**
     * The answer that {@link #once} has kept for the request, if there is one. For work that no single transaction can
     * do, because it calls another service: ask here first, do the work in steps that may be repeated, then keep its
     * answer by {@code once}.
     *
     * @param requestBody the parsed body, which must be the same for the same key
     */
    public Uni<Optional<Response>> earlierAnswer(Object requestBody) {
        return Uni.createFrom().deferred(() -> {
            RequestFingerprint fingerprint = fingerprint(CallerContext.current(), requestBody);
            return fingerprint == null
                    ? Uni.createFrom().item(Optional.empty())
                    : transactions
                            .read(STORED, Tuple.of(fingerprint.tenantId(), fingerprint.scope()))
                            .map(rows -> answer(rows, fingerprint));
        });
    }

    /** What names the request, or null when it carries no key. */
    private @Nullable RequestFingerprint fingerprint(Caller caller, Object requestBody) {
        HttpServerRequest current = request.getCurrent().request();
        String key = current.getHeader(KEY_HEADER);
        if (key == null) {
            return null;
        }
        if (!RequestFingerprints.isValidKey(key)) {
            throw IdempotencyProblems.KEY_INVALID.with("Send 1 to 255 visible ASCII characters.");
        }
        return fingerprints.of(caller, key, current.method().name(), current.path(), requestBody);
    }

    private Uni<Response> once(Transaction tx, RequestFingerprint fingerprint, Supplier<Uni<Response>> work) {
        Tuple claim = Tuple.of(fingerprint.tenantId(), fingerprint.scope(), fingerprint.request());
        return tx.update(CLAIM, claim)
                .chain(claimed -> claimed == 1
                        ? work.get().chain(response -> store(tx, fingerprint, response))
                        : replay(tx, fingerprint));
    }

    private Uni<Response> store(Transaction tx, RequestFingerprint fingerprint, Response response) {
        if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            return tx.update(RELEASE, Tuple.of(fingerprint.tenantId(), fingerprint.scope()))
                    .replaceWith(response);
        }
        StoredAnswer answer = StoredAnswer.of(response, bytes(response.getEntity()));
        return tx.update(STORE, answer.parameters(fingerprint)).replaceWith(() -> answer.withBodyOf(response));
    }

    private Uni<Response> replay(Transaction tx, RequestFingerprint fingerprint) {
        return tx.query(STORED, Tuple.of(fingerprint.tenantId(), fingerprint.scope()))
                .map(rows -> answer(rows, fingerprint).orElseThrow());
    }

    private static Optional<Response> answer(RowSet<Row> stored, RequestFingerprint fingerprint) {
        for (Row row : stored) {
            if (!fingerprint.request().equals(row.getBuffer("request_hash").getDelegate())) {
                throw IdempotencyProblems.KEY_REUSED.with(
                        "The key was first sent with another body; use a new key for a new request.");
            }
            return Optional.of(StoredAnswer.of(row).response());
        }
        return Optional.empty();
    }

    private byte @Nullable [] bytes(@Nullable Object entity) {
        try {
            return switch (entity) {
                case null -> null;
                case byte[] bytes -> bytes;
                case String text -> text.getBytes(StandardCharsets.UTF_8);
                default -> mapper.writeValueAsBytes(entity);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as " + MediaType.APPLICATION_JSON, e);
        }
    }
}

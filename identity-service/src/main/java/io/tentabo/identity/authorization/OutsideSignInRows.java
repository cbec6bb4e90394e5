package io.tentabo.identity.authorization;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.openid.SignInState;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The people who are away to sign in at a provider, by the hash of the state that accompanies them. */
@Singleton
class OutsideSignInRows {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final String INSERT = """
            INSERT INTO outside_sign_ins (tenant_id, state_hash, provider_id, access_version, browser_hash, request,
                                          expires_at)
            VALUES ((SELECT current_tenant()), $1, $2, $3, $4, $5, now() + $6 * interval '1 second')
            """;
    private static final String TAKE = """
            DELETE FROM outside_sign_ins
            WHERE tenant_id = (SELECT current_tenant()) AND state_hash = $1
            RETURNING provider_id, access_version, browser_hash, request, expires_at > now() AS is_live
            """;
    private static final String CLEAN_UP = "DELETE FROM outside_sign_ins WHERE expires_at < now()";

    private final Pool background;

    OutsideSignInRows(@ReactiveDataSource("background") Pool background) {
        this.background = background;
    }

    /**
     * A sign-in that has come back.
     *
     * @param providerId where the person was sent
     * @param accessVersion how the provider was configured then
     * @param browserHash of the cookie of the browser that was sent there
     * @param request what the client had asked for
     */
    record Begun(
            UUID providerId,
            int accessVersion,
            byte[] browserHash,
            MultivaluedMap<String, String> request,
            boolean isLive) {}

    Uni<Void> insert(
            Transaction tx, SignInState state, ProviderAccess access, byte[] browser, AuthorizationRequest request) {
        JsonObject parameters = new JsonObject();
        request.parameters().forEach(parameters::put);
        return tx.update(
                        INSERT,
                        Tuple.of(
                                Buffer.buffer(state.hash()),
                                access.id(),
                                access.accessVersion(),
                                Buffer.buffer(browser),
                                parameters,
                                LIFE.toSeconds()))
                .replaceWithVoid();
    }

    /** Takes it away, so that a state is good for one return, whatever comes of that. */
    Uni<Optional<Begun>> take(Transaction tx, SignInState state) {
        return tx.query(TAKE, Tuple.of(Buffer.buffer(state.hash()))).map(rows -> {
            for (Row row : rows) {
                return Optional.of(begun(row));
            }
            return Optional.empty();
        });
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> cleanUp() {
        return background.query(CLEAN_UP).execute().replaceWithVoid();
    }

    private static Begun begun(Row row) {
        MultivaluedMap<String, String> request = new MultivaluedHashMap<>();
        row.getJsonObject("request").forEach(entry -> request.putSingle(entry.getKey(), (String) entry.getValue()));
        return new Begun(
                row.getUUID("provider_id"),
                row.getInteger("access_version"),
                row.getBuffer("browser_hash").getBytes(),
                request,
                row.getBoolean("is_live"));
    }
}

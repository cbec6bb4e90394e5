package io.tentabo.identity.oauth;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.openid.PresentedIdToken;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** The ID tokens that have been exchanged, for as long as they could be presented again. */
@Singleton
class ExchangedIdTokens {

    private static final String USE_UP = """
            INSERT INTO exchanged_id_tokens (tenant_id, token_hash, expires_at)
            VALUES ((SELECT current_tenant()), $1, $2)
            ON CONFLICT DO NOTHING
            """;
    /** Clocks differ, and what is kept a little longer harms nobody. */
    private static final String CLEAN_UP =
            "DELETE FROM exchanged_id_tokens WHERE expires_at < now() - interval '10 minutes'";

    private final Pool background;

    ExchangedIdTokens(@ReactiveDataSource("background") Pool background) {
        this.background = background;
    }

    /** Whether the token is presented for the first time; of two at once, one waits for the other. */
    Uni<Boolean> useUp(Transaction tx, PresentedIdToken token) {
        return tx.update(USE_UP, Tuple.of(Buffer.buffer(token.digest()), SqlTime.of(token.latest())))
                .map(count -> count == 1);
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> cleanUp() {
        return background.query(CLEAN_UP).execute().replaceWithVoid();
    }
}

package io.tentabo.crm.lead;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.DueRows;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Works off what {@link LeadHandovers} has promised, on behalf of whoever removed the user. */
@ApplicationScoped
class LeadHandoverWorker {

    private static final Logger LOG = Logger.getLogger(LeadHandoverWorker.class);

    private static final String DUE = """
            SELECT tenant_id, from_user_id, removed_by
            FROM lead_handovers
            WHERE completed_at IS NULL AND due_at <= now()
            ORDER BY due_at
            LIMIT 20
            """;

    private final Pool background;
    private final CallerContext callers;
    private final Transactions transactions;
    private final LeadHandovers handovers;

    LeadHandoverWorker(
            @ReactiveDataSource("background") Pool background,
            CallerContext callers,
            Transactions transactions,
            LeadHandovers handovers) {
        this.background = background;
        this.callers = callers;
        this.transactions = transactions;
        this.handovers = handovers;
    }

    @Scheduled(
            every = "2s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> run() {
        return DueRows.workOff(background, DUE, 1, this::workOff);
    }

    /** One that fails is tried again a minute later, and does not keep the others from their turns. */
    private Uni<Void> workOff(Row handover) {
        UUID fromUserId = handover.getUUID("from_user_id");
        Caller remover = new Caller(
                handover.getUUID("tenant_id"),
                handover.getUUID("removed_by"),
                ActorType.USER,
                RowScope.TENANT,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                RequestOrigin.INTERNAL);
        return batches(remover, fromUserId)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Could not hand over the leads of user %s", fromUserId))
                .onFailure()
                .recoverWithUni(() -> callers.inBackground(
                                remover, () -> transactions.write(tx -> handovers.postpone(tx, fromUserId)))
                        .replaceWithVoid())
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> batches(Caller remover, UUID fromUserId) {
        return callers.inBackground(remover, () -> transactions.write(tx -> handovers.proceed(tx, fromUserId)))
                .chain(more ->
                        more ? batches(remover, fromUserId) : Uni.createFrom().voidItem());
    }
}

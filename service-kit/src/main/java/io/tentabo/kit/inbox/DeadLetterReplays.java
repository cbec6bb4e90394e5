package io.tentabo.kit.inbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.inbox.EventHandlers.Registration;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replays the letters of a key in order, each in its own transaction, until none is left or one fails. The effects are the
 * suite's own, as when the events came; the audit names who had them replayed.
 */
@ApplicationScoped
class DeadLetterReplays {

    private static final String OF_KEY =
            "tenant_id = $1 AND consumer = $2 AND record_key = $3 AND status IN ('DEAD', 'PARKED')";

    /** Locked, so that of two replays at once one waits for the other, letter by letter. */
    private static final String NEXT =
            "SELECT * FROM dead_letters WHERE " + OF_KEY + " ORDER BY seq LIMIT 1 FOR UPDATE";

    private static final String REPLAYED =
            "UPDATE dead_letters SET status = 'REPLAYED', replayed_at = now() WHERE id = $1";

    private static final String FAILED = """
            UPDATE dead_letters
            SET status = 'DEAD', reason = $2, attempts = attempts + 1
            WHERE id = $1 AND status IN ('DEAD', 'PARKED')
            """;

    private static final String REMAINING = "SELECT count(*)::int AS remaining FROM dead_letters WHERE " + OF_KEY;

    private final EventConsumers consumers;
    private final EventEffects effects;
    private final DeadLetters deadLetters;
    private final CallerContext callerContext;
    private final Transactions transactions;
    private final Journal journal;

    DeadLetterReplays(
            EventConsumers consumers,
            EventEffects effects,
            DeadLetters deadLetters,
            CallerContext callerContext,
            Transactions transactions,
            Journal journal) {
        this.consumers = consumers;
        this.effects = effects;
        this.deadLetters = deadLetters;
        this.callerContext = callerContext;
        this.transactions = transactions;
        this.journal = journal;
    }

    /**
     * Replays the open letters of the key of this one, all in order.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for an unknown letter, 409 for one that is not open
     */
    Uni<DeadLetterReplay> replay(UUID id) {
        return deadLetters.find(id).chain(letter -> {
            DeadLetterProblems.requireOpen(letter);
            EventHandlers handlers = consumers.named(letter.getString("consumer"));
            if (handlers == null) {
                throw DeadLetterProblems.NO_CONSUMER.with("The service has no such consumer any more.");
            }
            return new Replay(CallerContext.current(), letter, handlers).run();
        });
    }

    /** One run over the letters of a key. */
    private final class Replay {

        private final Caller replayer;
        private final UUID tenantId;
        private final EventHandlers handlers;
        private final Tuple key;
        private volatile @Nullable UUID current;
        private volatile @Nullable String reason;

        Replay(Caller replayer, Row letter, EventHandlers handlers) {
            this.replayer = replayer;
            this.tenantId = letter.getUUID("tenant_id");
            this.handlers = handlers;
            this.key = Tuple.of(tenantId, handlers.consumer(), letter.getString("record_key"));
        }

        Uni<DeadLetterReplay> run() {
            return Multi.createBy()
                    .repeating()
                    .uni(this::replayNext)
                    .whilst(isReplayed -> isReplayed)
                    .filter(isReplayed -> isReplayed)
                    .collect()
                    .with(Collectors.counting())
                    .chain(replayed -> inBackground(() -> transactions.read(REMAINING, key))
                            .map(rows -> new DeadLetterReplay(
                                    replayed.intValue(), rows.iterator().next().getInteger("remaining"), reason)));
        }

        /** True when a letter took effect, false when none is left or the next one failed. */
        private Uni<Boolean> replayNext() {
            current = null;
            return inBackground(
                            () -> transactions.write(tx -> tx.query(NEXT, key).chain(rows -> apply(tx, rows))))
                    .onFailure()
                    .recoverWithUni(this::recordFailure);
        }

        private Uni<Boolean> apply(Transaction tx, RowSet<Row> rows) {
            if (rows.size() == 0) {
                return Uni.createFrom().item(false);
            }
            Row letter = rows.iterator().next();
            current = letter.getUUID("id");
            Delivery delivery = Delivery.of(letter);
            return effect(tx, delivery)
                    .chain(() -> tx.update(REPLAYED, Tuple.of(letter.getUUID("id"))))
                    .chain(() -> journal.writeFor(replayer, tx, DeadLetterAudit.replayed(letter)))
                    .replaceWith(true);
        }

        private Uni<Void> effect(Transaction tx, Delivery delivery) {
            String type = delivery.eventType();
            if (type == null) {
                throw new MalformedEventException("The record names no event type");
            }
            Registration<?> registration = handlers.handling(type);
            // A type that the consumer has ceased to handle is skipped, as it would be when consumed.
            return registration == null
                    ? Uni.createFrom().voidItem()
                    : effects.replay(tx, delivery, handlers.consumer(), registration);
        }

        private Uni<Boolean> recordFailure(Throwable failure) {
            UUID failed = current;
            if (failed == null) {
                return Uni.createFrom().failure(failure);
            }
            String failedBecause = FailureReason.of(failure);
            reason = failedBecause;
            return inBackground(() -> transactions.write(tx -> tx.update(FAILED, Tuple.of(failed, failedBecause))
                            .chain(() -> journal.writeFor(
                                    replayer, tx, DeadLetterAudit.replayFailed(failed, failedBecause)))))
                    .replaceWith(false);
        }

        private <T> Uni<T> inBackground(Supplier<Uni<T>> work) {
            return callerContext.inBackground(Caller.system(tenantId), work);
        }
    }
}

package io.tentabo.kit.host.events;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.inbox.Event;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.kit.lifecycle.TenantJobs;
import io.tentabo.kit.privacy.PersonJobs;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer that copies notes of another service, and fails as often as a test asks for. */
@ApplicationScoped
public class NoteEvents implements EventConsumer {

    public static final String TYPE = "io.tentabo.other.note.written.v1";
    static final String CONSUMER = "kit-other";

    private final Inbox inbox;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final EventHandlers handlers;

    NoteEvents(Inbox inbox, TenantJobs jobs, PersonJobs persons) {
        this.inbox = inbox;
        this.handlers = persons.handledWith(
                jobs.handledWith(EventHandlers.named(CONSUMER).on(TYPE, NoteWritten.class, this::copy)));
    }

    /** What the other service tells. */
    public record NoteWritten(String text) {}

    @Incoming("other-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    /** The next attempts with this text fail, after they have written. */
    public void fail(String text, int times) {
        failures.put(text, times);
    }

    private Uni<Void> copy(Transaction tx, Event<NoteWritten> event) {
        String text = event.payload().text();
        return tx.update(
                        "INSERT INTO notes (id, tenant_id, text) VALUES ($1, $2, $3)",
                        Tuple.of(Ids.next(), event.tenantId(), text))
                .invoke(() -> {
                    int left = failures.getOrDefault(text, 0);
                    if (left > 0) {
                        failures.put(text, left - 1);
                        throw new IllegalStateException("This message quotes " + text);
                    }
                })
                .replaceWithVoid();
    }
}

package io.tentabo.kit.inbox;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one consumer does with the event types it knows; every other type is acknowledged and skipped.
 *
 * <p>A handler runs in a write transaction as the event's tenant and may see an event only once; its effect and the
 * inbox row commit together. What it does outside the transaction can happen more than once.
 */
public final class EventHandlers {

    private final String consumer;
    private final Map<String, Registration<?>> registrations = new HashMap<>();

    private EventHandlers(String consumer) {
        this.consumer = consumer;
    }

    /**
     * The handlers of a consumer, to be completed with {@link #on}.
     *
     * @param consumer unique and stable, e.g. {@code crm-identity}: under it the inbox remembers events
     */
    public static EventHandlers named(String consumer) {
        return new EventHandlers(consumer);
    }

    /** Handles one event type; its payload is read into {@code payload}, unknown members are ignored. */
    public <T> EventHandlers on(String type, Class<T> payload, Handler<T> handler) {
        if (registrations.put(type, new Registration<>(payload, handler)) != null) {
            throw new IllegalArgumentException(consumer + " handles " + type + " twice");
        }
        return this;
    }

    String consumer() {
        return consumer;
    }

    @Nullable
    Registration<?> handling(String type) {
        return registrations.get(type);
    }

    /** The effect of an event. */
    @FunctionalInterface
    public interface Handler<T> {

        Uni<Void> handle(Transaction tx, Event<T> event);
    }

    record Registration<T>(Class<T> payload, Handler<T> handler) {}
}

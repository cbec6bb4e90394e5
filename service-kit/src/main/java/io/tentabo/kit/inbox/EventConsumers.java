package io.tentabo.kit.inbox;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The handlers of this process by consumer name. */
@ApplicationScoped
class EventConsumers {

    private final List<EventConsumer> beans;
    private final Map<String, EventHandlers> handlers = new ConcurrentHashMap<>();

    EventConsumers(@All List<EventConsumer> beans) {
        this.beans = beans;
    }

    void add(EventHandlers added) {
        handlers.putIfAbsent(added.consumer(), added);
    }

    /** The handlers of a consumer, or null when this service has no such consumer any more. */
    @Nullable
    EventHandlers named(String consumer) {
        beans.forEach(bean -> add(bean.handlers()));
        return handlers.get(consumer);
    }
}

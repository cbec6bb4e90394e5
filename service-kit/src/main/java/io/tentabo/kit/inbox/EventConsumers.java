package io.tentabo.kit.inbox;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consumers of this service. */
@ApplicationScoped
class EventConsumers {

    private final List<EventConsumer> beans;

    EventConsumers(@All List<EventConsumer> beans) {
        this.beans = beans;
    }

    /** The handlers of a consumer, or null when this service has no such consumer any more. */
    @Nullable
    EventHandlers named(String consumer) {
        return beans.stream()
                .map(EventConsumer::handlers)
                .filter(handlers -> handlers.consumer().equals(consumer))
                .findFirst()
                .orElse(null);
    }
}

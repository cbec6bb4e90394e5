package io.tentabo.kit.inbox;

/**
 * A bean that consumes events. The inbox finds its handlers through this interface, so that dead letters can be
 * replayed after a restart, before another event has reached the consumer.
 */
public interface EventConsumer {

    EventHandlers handlers();
}

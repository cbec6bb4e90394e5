package io.tentabo.kit.outbox;

import java.util.UUID;

/**
 * Something that happened to an aggregate, as other services learn of it.
 *
 * @param aggregateType kind of aggregate, e.g. {@code lead}
 * @param aggregateId the aggregate; events of one aggregate are published in the order of their transactions
 * @param type full CloudEvents type with its version
 * @param payload versioned record of {@code io.tentabo.model.event}, written as JSON; at most 512 KiB
 */
public record DomainEvent(String aggregateType, UUID aggregateId, String type, Object payload) {}

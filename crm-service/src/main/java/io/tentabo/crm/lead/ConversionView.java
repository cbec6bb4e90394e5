package io.tentabo.crm.lead;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;

/**
 * A lead that has become an order.
 *
 * @param orderId of the order, in billing
 * @param version the lead's, also its ETag
 */
@RegisterForReflection
public record ConversionView(UUID leadId, LeadStatus status, UUID orderId, Instant convertedAt, int version)
        implements Versioned {}

package io.tentabo.identity.departure;

import io.tentabo.kit.lifecycle.TenantJob.Kind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An export or purge as operators see it.
 *
 * @param status COMPLETED when every service has answered
 * @param exportId of a purge: the export that preceded it; null where the operator wanted none
 * @param requestedBy the operator
 * @param services who takes part, and what each has done
 * @param report when completed: a JSON Web Signature (RFC 7515, compact, ES256) whose payload says the same; its header
 *     carries the public key, whose thumbprint is the key id that the issuer publishes
 */
public record DepartureView(
        UUID id,
        UUID tenantId,
        @Schema(examples = "oxibox") String tenantSlug,
        Kind kind,
        Status status,
        @Nullable UUID exportId,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable Instant completedAt,
        List<ServiceAnswer> services,
        @Nullable String report) {

    public DepartureView {
        services = List.copyOf(services);
    }

    /** How far it is. */
    public enum Status {
        RUNNING,
        COMPLETED
    }

    static DepartureView of(Departure departure, List<ServiceAnswer> services) {
        return new DepartureView(
                departure.id(),
                departure.tenantId(),
                departure.tenantSlug(),
                departure.kind(),
                departure.completedAt() == null ? Status.RUNNING : Status.COMPLETED,
                departure.exportId(),
                departure.requestedBy(),
                departure.requestedAt(),
                departure.completedAt(),
                services,
                departure.report());
    }
}

package io.tentabo.identity.privacy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as administrators see it.
 *
 * @param status COMPLETED when every service has answered
 * @param userIds the person's seats; empty where it is a contact only. Of the address nothing is kept
 * @param services who takes part, and what each has done; empty in a list
 * @param report when completed, and not in a list: a JSON Web Signature (RFC 7515, compact, ES256) whose payload says the
 *     same; its header carries the public key, whose thumbprint is the key id that the issuer publishes
 */
public record PrivacyRequestView(
        UUID id,
        Status status,
        List<UUID> userIds,
        String reason,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable Instant completedAt,
        List<ServiceOutcome> services,
        @Nullable String report) {

    public PrivacyRequestView {
        userIds = List.copyOf(userIds);
        services = List.copyOf(services);
    }

    /** How far it is. */
    public enum Status {
        RUNNING,
        COMPLETED
    }

    static PrivacyRequestView of(PrivacyRequest request, List<ServiceOutcome> services) {
        return new PrivacyRequestView(
                request.id(),
                request.completedAt() == null ? Status.RUNNING : Status.COMPLETED,
                request.userIds(),
                request.reason(),
                request.requestedBy(),
                request.requestedAt(),
                request.completedAt(),
                services,
                request.report());
    }
}

package io.tentabo.identity.tenant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

// Hibernate makes arrays of the element type for the features.
@RegisterForReflection(targets = String[].class)
@Entity
@Table(name = "tenants")
class Tenant {

    @Id
    private UUID id;

    private String name;

    private String slug;

    @Enumerated(EnumType.STRING)
    private TenantStatus status;

    private String planType;

    private String[] features;

    private int maxUsers;

    private int maxIntegrations;

    private @Nullable String billingEmail;

    private @Nullable String contactEmail;

    private @Nullable String logoUrl;

    private @Nullable String primaryColor;

    @Version
    private int version;

    private Instant createdAt;

    private Instant updatedAt;

    /** For Hibernate: tenants are made by SQL, see {@link Tenants}. */
    protected Tenant() {}

    UUID id() {
        return id;
    }

    TenantStatus status() {
        return status;
    }

    List<String> features() {
        return List.of(features);
    }

    int version() {
        return version;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 409 when its life does not lead there from where it is */
    void become(TenantStatus next, Instant now) {
        if (!status.successors().contains(next)) {
            throw TenantProblems.ILLEGAL_TRANSITION.with("A tenant that is " + status + " can become "
                    + (status.successors().isEmpty()
                            ? "nothing else."
                            : status.successors().stream()
                                    .sorted()
                                    .map(TenantStatus::name)
                                    .collect(Collectors.joining(" or ", "", "."))));
        }
        status = next;
        updatedAt = now;
    }

    void switchFeatures(List<String> switchedOn, Instant now) {
        features = switchedOn.toArray(String[]::new);
        updatedAt = now;
    }

    void change(TenantChange change, Instant now) {
        name = change.name();
        planType = change.plan();
        features = change.features().toArray(String[]::new);
        maxUsers = change.maxUsers();
        maxIntegrations = change.maxIntegrations();
        billingEmail = change.billingEmail();
        contactEmail = change.contactEmail();
        logoUrl = change.logoUrl();
        primaryColor = change.primaryColor();
        updatedAt = now;
    }

    TenantChange editable() {
        return new TenantChange(
                name,
                planType,
                List.of(features),
                maxUsers,
                maxIntegrations,
                billingEmail,
                contactEmail,
                logoUrl,
                primaryColor);
    }

    TenantView view() {
        return new TenantView(
                id,
                name,
                slug,
                status,
                planType,
                List.of(features),
                maxUsers,
                maxIntegrations,
                billingEmail,
                contactEmail,
                logoUrl,
                primaryColor,
                version,
                createdAt,
                updatedAt);
    }
}

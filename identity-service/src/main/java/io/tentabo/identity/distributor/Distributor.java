package io.tentabo.identity.distributor;

import io.tentabo.identity.organisation.OrganisationProfile;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "distributors")
class Distributor {

    @Id
    private UUID id;

    // Written for row-level security, never read here.
    @SuppressWarnings("UnusedVariable")
    private UUID tenantId;

    @Embedded
    private OrganisationProfile profile;

    @Version
    private int version;

    private Instant createdAt;

    private Instant updatedAt;

    /** For Hibernate. */
    protected Distributor() {}

    Distributor(UUID id, UUID tenantId, OrganisationProfile profile, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.profile = profile;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    OrganisationProfile profile() {
        return profile;
    }

    int version() {
        return version;
    }

    void change(OrganisationProfile changed, Instant now) {
        profile = changed;
        updatedAt = now;
    }

    DistributorView view() {
        return new DistributorView(id, profile, version, createdAt, updatedAt);
    }
}

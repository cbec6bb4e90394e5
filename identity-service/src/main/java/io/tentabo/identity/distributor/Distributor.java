package io.tentabo.identity.distributor;

import io.tentabo.identity.organisation.OrganisationProfile;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;

@Entity
@Table(name = "distributors")
class Distributor {

    @Id
    private UUID id;

    private UUID tenantId;

    @Embedded
    private OrganisationProfile profile;

    @Version
    private int version;

    @CreationTimestamp
    private Instant createdAt;

    @UpdateTimestamp
    private Instant updatedAt;

    /** For Hibernate. */
    protected Distributor() {}

    Distributor(UUID id, UUID tenantId, OrganisationProfile profile) {
        this.id = id;
        this.tenantId = tenantId;
        this.profile = profile;
    }

    UUID id() {
        return id;
    }

    UUID tenantId() {
        return tenantId;
    }

    OrganisationProfile profile() {
        return profile;
    }

    int version() {
        return version;
    }

    void change(OrganisationProfile changed) {
        profile = changed;
    }

    DistributorView view() {
        return new DistributorView(id, profile, version, createdAt, updatedAt);
    }
}

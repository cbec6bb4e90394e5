package io.tentabo.identity.tenant;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@Entity
@Table(name = "tenant_settings")
class StoredSettings {

    @Id
    private UUID tenantId;

    @Embedded
    private Settings settings;

    @Version
    private int version;

    private Instant updatedAt;

    /** For Hibernate: a tenant is made with its settings by SQL, see {@link SettingRows}. */
    protected StoredSettings() {}

    UUID tenantId() {
        return tenantId;
    }

    Settings settings() {
        return settings;
    }

    int version() {
        return version;
    }

    void change(Settings changed, Instant now) {
        settings = changed;
        updatedAt = now;
    }

    SettingsView view(List<String> features) {
        return new SettingsView(settings, features, version, updatedAt);
    }
}

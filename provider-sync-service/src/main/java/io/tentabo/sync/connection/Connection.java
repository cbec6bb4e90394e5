package io.tentabo.sync.connection;

import io.tentabo.model.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection as people edit it; what the machinery notes about it stands in {@link ConnectionStates}. */
@Entity
@Table(name = "provider_connections")
class Connection {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private ProviderType type;

    @Column(updatable = false)
    private String providerName;

    private String name;
    private @Nullable String description;
    private String baseUrl;
    private boolean active;

    @Enumerated(EnumType.STRING)
    private ConnectionStatus status;

    private int accessVersion;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(nullable = false)
    private Instant updatedAt;

    @Version
    private int version;

    protected Connection() {}

    static Connection create(UUID tenantId, NewConnection request, Instant now) {
        Connection connection = new Connection();
        connection.id = Ids.next();
        connection.tenantId = tenantId;
        connection.type = request.type();
        connection.providerName = request.provider();
        connection.name = request.name().strip();
        connection.description = request.description();
        connection.baseUrl = request.baseUrl();
        connection.status = ConnectionStatus.PENDING;
        connection.accessVersion = 1;
        connection.createdAt = now;
        connection.updatedAt = now;
        return connection;
    }

    /**
     * Takes over the fields. Another address or other credentials take it out of use until they have passed a test.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for another address without credentials: else whoever may
     *     edit could have the stored ones sent to a host of their own
     */
    void edit(ConnectionFields fields, Instant now) {
        boolean moves = !fields.baseUrl().equals(baseUrl);
        if (moves && fields.credentials() == null) {
            throw ConnectionProblems.CREDENTIALS_REQUIRED.with("Send the credentials again with another address.");
        }
        if (moves || fields.credentials() != null) {
            accessVersion++;
            active = false;
            status = ConnectionStatus.PENDING;
        }
        name = fields.name().strip();
        description = fields.description();
        baseUrl = fields.baseUrl();
        updatedAt = now;
    }

    void activate(Instant now) {
        active = true;
        status = ConnectionStatus.ACTIVE;
        updatedAt = now;
    }

    void deactivate(Instant now) {
        active = false;
        status = ConnectionStatus.DISABLED;
        updatedAt = now;
    }

    UUID id() {
        return id;
    }

    ProviderType type() {
        return type;
    }

    String provider() {
        return providerName;
    }

    String name() {
        return name;
    }

    @Nullable
    String description() {
        return description;
    }

    String baseUrl() {
        return baseUrl;
    }

    boolean isActive() {
        return active;
    }

    ConnectionStatus status() {
        return status;
    }

    int accessVersion() {
        return accessVersion;
    }

    int version() {
        return version;
    }

    /** What the audit shows of it: that the access has changed, never to what. */
    Map<String, Object> audited() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("type", type);
        state.put("provider", providerName);
        state.put("name", name);
        state.put("description", description);
        state.put("baseUrl", baseUrl);
        state.put("active", active);
        state.put("status", status);
        state.put("accessVersion", accessVersion);
        return state;
    }
}

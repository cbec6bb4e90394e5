-- Connections to providers. They belong to the tenant as a whole: channel, portal and assigned scopes see none of it.
CREATE TABLE provider_connections (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    type text NOT NULL CONSTRAINT ck_provider_connections_type CHECK (type IN ('CRM', 'BILLING', 'INTEGRATION')),
    provider_name text NOT NULL,
    name text NOT NULL,
    description text,
    base_url text NOT NULL,
    active boolean NOT NULL DEFAULT false,
    -- An active connection whose provider cannot be reached is shown as ERROR; that follows from its health.
    status text NOT NULL
        CONSTRAINT ck_provider_connections_status CHECK (status IN ('PENDING', 'ACTIVE', 'DISABLED')),
    -- Grows whenever address or credentials change; a passed test counts for one value of it.
    access_version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version int NOT NULL DEFAULT 0,
    CONSTRAINT pk_provider_connections PRIMARY KEY (id),
    CONSTRAINT uq_provider_connections_tenant UNIQUE (tenant_id, id),
    CONSTRAINT ck_provider_connections_active CHECK (active = (status = 'ACTIVE'))
);

CREATE UNIQUE INDEX uq_provider_connections_active ON provider_connections (tenant_id, type)
    WHERE active AND type IN ('CRM', 'BILLING');
CREATE INDEX ix_provider_connections_created_at ON provider_connections (tenant_id, created_at, id);

-- What the machinery notes about a connection: none of it is an edit, so it stands beside the edited row.
CREATE TABLE connection_states (
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    tested_access_version int,
    tested_at timestamptz,
    -- The provider's id of the account that passed the latest test. Mappings hold for one account.
    account_id text,
    health text NOT NULL DEFAULT 'UNKNOWN'
        CONSTRAINT ck_connection_states_health CHECK (health IN ('HEALTHY', 'DEGRADED', 'OFFLINE', 'UNKNOWN')),
    health_error text,
    last_health_check_at timestamptz,
    last_sync_at timestamptz,
    -- No request is sent before this time: the provider has asked for silence, or keeps failing.
    cooling_until timestamptz,
    -- Pieces of work that failed one after the other: the silence grows with them.
    failures int NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT false,
    next_pull_at timestamptz NOT NULL DEFAULT now(),
    next_full_pull_at timestamptz NOT NULL DEFAULT now(),
    next_health_check_at timestamptz NOT NULL DEFAULT now(),
    -- Code of the custom field that carries our id of a record at the provider.
    marker_field text,
    -- Whether leads there that carry our ids were looked for since the connection was activated.
    adopted boolean NOT NULL DEFAULT false,
    CONSTRAINT pk_connection_states PRIMARY KEY (connection_id),
    CONSTRAINT fk_connection_states_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_connection_states_connection ON connection_states (tenant_id, connection_id);
CREATE INDEX ix_connection_states_next_pull_at ON connection_states (next_pull_at) WHERE active;
CREATE INDEX ix_connection_states_next_health_check_at ON connection_states (next_health_check_at) WHERE active;

-- Requests and tokens of a day. Providers that limit a day tell nothing of what is left, so it is counted here.
CREATE TABLE connection_usage (
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    day date NOT NULL,
    requests bigint NOT NULL,
    tokens bigint NOT NULL,
    throttled_ms bigint NOT NULL,
    CONSTRAINT pk_connection_usage PRIMARY KEY (tenant_id, connection_id, day),
    CONSTRAINT fk_connection_usage_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE provider_credentials (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ck_provider_credentials_kind CHECK (kind IN ('API_KEY', 'OAUTH2', 'BASIC')),
    payload bytea NOT NULL,
    key_version int NOT NULL,
    access_expires_at timestamptz,
    scopes text[] NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'ACTIVE'
        CONSTRAINT ck_provider_credentials_status CHECK (status IN ('ACTIVE', 'EXPIRED', 'REVOKED')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_provider_credentials PRIMARY KEY (id),
    CONSTRAINT uq_provider_credentials_connection UNIQUE (tenant_id, connection_id),
    CONSTRAINT fk_provider_credentials_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

-- Who wins a field that both sides have changed; without a row a person decides.
CREATE TABLE field_ownership (
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    entity_type text NOT NULL CONSTRAINT ck_field_ownership_entity_type CHECK (entity_type IN ('LEAD')),
    field text NOT NULL,
    owner text NOT NULL CONSTRAINT ck_field_ownership_owner CHECK (owner IN ('INTERNAL', 'EXTERNAL', 'NEWEST')),
    CONSTRAINT pk_field_ownership PRIMARY KEY (tenant_id, connection_id, entity_type, field),
    CONSTRAINT fk_field_ownership_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['provider_connections', 'connection_states', 'connection_usage', 'provider_credentials',
        'field_ownership'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO ${appRole}', name);
        EXECUTE format('CREATE POLICY whole_tenant ON %I TO ${appRole} USING (
            tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = ''TENANT'')', name);
    END LOOP;
END
$$;

-- Schedulers look across tenants for what is due, and see nothing else.
GRANT SELECT (tenant_id, connection_id, active, cooling_until, next_pull_at, next_health_check_at) ON connection_states
    TO ${backgroundRole};
CREATE POLICY due_connections ON connection_states FOR SELECT TO ${backgroundRole} USING (active);

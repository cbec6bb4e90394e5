-- The providers that a tenant's people may prove themselves to. They belong to the tenant as a whole: channel, portal and
-- assigned scopes see none of it.
CREATE TABLE auth_providers (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    provider_name text NOT NULL CONSTRAINT ck_auth_providers_provider_name CHECK (provider_name IN ('ldap', 'oidc')),
    name text NOT NULL,
    configuration jsonb NOT NULL,
    -- Under the tenant's data key; none for a provider that needs none.
    credentials bytea,
    key_version int,
    -- Grows whenever configuration or credentials change; a test counts for one value of it.
    access_version int NOT NULL DEFAULT 1,
    tested_access_version int,
    tested_at timestamptz,
    test_passed boolean,
    test_error text,
    is_active boolean NOT NULL DEFAULT false,
    health text NOT NULL DEFAULT 'UNKNOWN'
        CONSTRAINT ck_auth_providers_health CHECK (health IN ('HEALTHY', 'DEGRADED', 'OFFLINE', 'UNKNOWN')),
    health_error text,
    last_health_check_at timestamptz,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_auth_providers PRIMARY KEY (id),
    CONSTRAINT uq_auth_providers_tenant UNIQUE (tenant_id, id),
    CONSTRAINT fk_auth_providers_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_auth_providers_credentials CHECK ((credentials IS NULL) = (key_version IS NULL)),
    CONSTRAINT ck_auth_providers_test CHECK (num_nonnulls(tested_access_version, tested_at, test_passed) IN (0, 3))
);

CREATE UNIQUE INDEX uq_auth_providers_active ON auth_providers (tenant_id) WHERE is_active;
CREATE INDEX ix_auth_providers_created_at ON auth_providers (tenant_id, created_at, id);

ALTER TABLE auth_providers ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_providers FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_providers TO ${appRole};

CREATE POLICY auth_provider_visibility ON auth_providers TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

-- Only a local identity is found by its name. A provider may give the name of somebody who has left to somebody else, who
-- then is another subject; the name that is stored here is what the subject last signed in with.
ALTER TABLE account_identities DROP CONSTRAINT uq_account_identities_username;
CREATE UNIQUE INDEX uq_account_identities_username ON account_identities (tenant_id, username)
    WHERE provider = 'LOCAL';
CREATE INDEX ix_account_identities_username ON account_identities (tenant_id, provider, username)
    WHERE provider <> 'LOCAL';

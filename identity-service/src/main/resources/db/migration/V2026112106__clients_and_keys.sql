-- OAuth 2.0 clients: programs that act as a service account of their tenant.
CREATE TABLE clients (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    -- What the program sends, e.g. oxibox.erp-export; begins with the tenant's slug, from which the tenant is found.
    client_id text NOT NULL,
    name text NOT NULL,
    -- SHA-256: the secret is 256 random bits, which no dictionary holds. Null until the first one is made.
    secret_hash bytea,
    secret_changed_at timestamptz,
    is_active boolean NOT NULL DEFAULT true,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_clients PRIMARY KEY (id),
    CONSTRAINT uq_clients_client_id UNIQUE (client_id),
    CONSTRAINT fk_clients_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE INDEX ix_clients_user ON clients (tenant_id, user_id);
CREATE INDEX ix_clients_created_at ON clients (tenant_id, created_at, id);

ALTER TABLE clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE clients FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON clients TO ${appRole};

CREATE POLICY client_visibility ON clients TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

-- The issuer's keys, one set for all tenants. The private key is wrapped by a master key of the configuration.
CREATE TABLE signing_keys (
    kid text NOT NULL,
    algorithm text NOT NULL CONSTRAINT ck_signing_keys_algorithm CHECK (algorithm = 'ES256'),
    master_key_id text NOT NULL,
    private_key bytea NOT NULL,
    public_jwk text NOT NULL,
    status text NOT NULL CONSTRAINT ck_signing_keys_status CHECK (status IN ('NEXT', 'CURRENT', 'RETIRED')),
    created_at timestamptz NOT NULL DEFAULT now(),
    current_since timestamptz,
    -- Until when a retired key is published.
    not_after timestamptz,
    CONSTRAINT pk_signing_keys PRIMARY KEY (kid),
    CONSTRAINT ck_signing_keys_times CHECK (
        (status = 'NEXT') = (current_since IS NULL) AND (status = 'RETIRED') = (not_after IS NOT NULL)
    )
);

CREATE UNIQUE INDEX uq_signing_keys_live ON signing_keys (status) WHERE status IN ('NEXT', 'CURRENT');
GRANT SELECT, INSERT, UPDATE, DELETE ON signing_keys TO ${appRole};

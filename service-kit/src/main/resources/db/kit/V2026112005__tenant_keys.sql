-- Data keys of tenants, each wrapped by a master key that only the service's configuration holds.
-- The highest version encrypts; the others still decrypt.
CREATE TABLE tenant_keys (
    tenant_id uuid NOT NULL,
    version int NOT NULL CONSTRAINT ck_tenant_keys_version CHECK (version > 0),
    wrapped_key bytea NOT NULL,
    master_key_id text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_tenant_keys PRIMARY KEY (tenant_id, version)
);

CREATE INDEX ix_tenant_keys_master_key_id ON tenant_keys (master_key_id);

ALTER TABLE tenant_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_keys FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON tenant_keys TO ${appRole};
GRANT SELECT, UPDATE (wrapped_key, master_key_id) ON tenant_keys TO ${backgroundRole};

CREATE POLICY tenant_key_of_tenant ON tenant_keys TO ${appRole} USING (tenant_id = (SELECT current_tenant()));
CREATE POLICY tenant_key_rewrapping ON tenant_keys TO ${backgroundRole} USING (true) WITH CHECK (true);

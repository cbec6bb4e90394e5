-- By a key a program acts as the user who made it, as far as the key's scopes go. Only hashes: who reads the database has
-- no key. A revoked or expired key keeps its row, so that its user and administrators see what became of it.
CREATE TABLE api_keys (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    -- The letters by which people tell keys apart, and by which a presented key is looked up.
    prefix text NOT NULL,
    -- SHA-256: a key has 256 random bits, which no dictionary holds.
    key_hash bytea NOT NULL,
    scopes text[] NOT NULL CONSTRAINT ck_api_keys_scopes CHECK (scopes <> '{}'),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    last_used_ip inet,
    usage_count bigint NOT NULL DEFAULT 0,
    revoked_at timestamptz,
    revoked_by uuid,
    revoke_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_api_keys PRIMARY KEY (id),
    CONSTRAINT uq_api_keys_prefix UNIQUE (tenant_id, prefix),
    CONSTRAINT fk_api_keys_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_api_keys_expiry CHECK (expires_at > created_at),
    CONSTRAINT ck_api_keys_revoked CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL))
);

-- A repeated creation finds the name taken instead of making a second key that nobody knows of.
CREATE UNIQUE INDEX uq_api_keys_name ON api_keys (tenant_id, user_id, lower(name)) WHERE revoked_at IS NULL;
CREATE INDEX ix_api_keys_user ON api_keys (tenant_id, user_id, created_at, id);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON api_keys TO ${appRole};
-- What a key is worth never changes.
GRANT UPDATE (last_used_at, last_used_ip, usage_count, revoked_at, revoked_by, revoke_reason) ON api_keys TO ${appRole};

CREATE POLICY api_key_visibility ON api_keys TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND ((SELECT current_scope()) = 'TENANT' OR user_id = (SELECT current_user_id()))
);
-- Nobody makes a key by which somebody else acts.
CREATE POLICY api_key_creation ON api_keys AS RESTRICTIVE FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND user_id = (SELECT current_user_id())
);

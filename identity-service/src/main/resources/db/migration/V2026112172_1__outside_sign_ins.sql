-- Who has been sent from the sign-in page to the tenant's OpenID provider and not yet come back. Only the hash of the state
-- that accompanies the person: nonce and code verifier are computed from the state and stored nowhere.
CREATE TABLE outside_sign_ins (
    tenant_id uuid NOT NULL,
    state_hash bytea NOT NULL,
    provider_id uuid NOT NULL,
    access_version int NOT NULL,
    browser_hash bytea NOT NULL,
    -- The parameters of the client's authorization request.
    request jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_outside_sign_ins PRIMARY KEY (tenant_id, state_hash),
    CONSTRAINT fk_outside_sign_ins_provider FOREIGN KEY (tenant_id, provider_id)
        REFERENCES auth_providers (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_outside_sign_ins_provider ON outside_sign_ins (tenant_id, provider_id);
CREATE INDEX ix_outside_sign_ins_expires_at ON outside_sign_ins (expires_at);

ALTER TABLE outside_sign_ins ENABLE ROW LEVEL SECURITY;
ALTER TABLE outside_sign_ins FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON outside_sign_ins TO ${appRole};
GRANT SELECT (expires_at), DELETE ON outside_sign_ins TO ${backgroundRole};

CREATE POLICY outside_sign_in_visibility ON outside_sign_ins TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY outside_sign_in_clean_up ON outside_sign_ins TO ${backgroundRole} USING (expires_at < now());

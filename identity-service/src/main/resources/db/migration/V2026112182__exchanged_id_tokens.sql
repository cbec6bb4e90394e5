-- ID tokens of tenants' providers that have been exchanged for a session: each is good once. Only digests, kept for as long
-- as the token could be presented again.
CREATE TABLE exchanged_id_tokens (
    tenant_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_exchanged_id_tokens PRIMARY KEY (tenant_id, token_hash)
);

CREATE INDEX ix_exchanged_id_tokens_expires_at ON exchanged_id_tokens (expires_at);

ALTER TABLE exchanged_id_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE exchanged_id_tokens FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON exchanged_id_tokens TO ${appRole};
GRANT SELECT (expires_at), DELETE ON exchanged_id_tokens TO ${backgroundRole};

CREATE POLICY exchanged_id_token_visibility ON exchanged_id_tokens TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY exchanged_id_token_clean_up ON exchanged_id_tokens TO ${backgroundRole} USING (expires_at < now());

COMMENT ON TABLE exchanged_id_tokens IS 'not exported: nothing but digests of tokens';
COMMENT ON COLUMN exchanged_id_tokens.token_hash IS 'not exported: the digest of a token';

-- Answers of requests that carried an Idempotency-Key. The key itself is not stored: scope_hash covers user, method,
-- path and key; request_hash covers the key and the body, which keeps a body with a secret from being guessed.
-- Callers without a tenant (platform operators) use the nil tenant.
CREATE TABLE idempotency_keys (
    tenant_id uuid NOT NULL,
    scope_hash bytea NOT NULL,
    request_hash bytea NOT NULL,
    -- Null only inside the transaction that serves the first request.
    status int,
    location text,
    etag text,
    content_type text,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_idempotency_keys PRIMARY KEY (tenant_id, scope_hash)
);

CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at);

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO ${appRole};
GRANT SELECT (tenant_id, scope_hash, created_at), DELETE ON idempotency_keys TO ${backgroundRole};

CREATE POLICY idempotency_key_of_tenant ON idempotency_keys TO ${appRole} USING (
    tenant_id = coalesce((SELECT current_tenant()), '00000000-0000-0000-0000-000000000000')
);
-- The clean-up cannot touch a key within its retention, whatever statement it sends.
CREATE POLICY idempotency_key_clean_up ON idempotency_keys TO ${backgroundRole} USING (
    created_at < now() - interval '24 hours'
);

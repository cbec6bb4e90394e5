-- Whether whoever sits here has shown that it reads the mail of its address. It belongs to the seat, not to the account,
-- for the same reason as the password: an administrator of another tenant may have given that address to somebody else.
ALTER TABLE users ADD COLUMN email_verified_at timestamptz;

-- Mails that are to be sent or were. A row says to whom and what for; its secret is made when it is sent, so that the
-- queue holds none. Whoever sends a mail moves its next attempt out of the others' sight for as long as it may take.
CREATE TABLE mails (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL
        CONSTRAINT ck_mails_purpose CHECK (purpose IN ('INVITE', 'VERIFY_EMAIL', 'RESET_PASSWORD')),
    -- OBSOLETE: what it was for came to nothing, or a later one says the same. NOT_SENT: no mail server is configured.
    status text NOT NULL DEFAULT 'WAITING'
        CONSTRAINT ck_mails_status CHECK (status IN ('WAITING', 'SENT', 'OBSOLETE', 'NOT_SENT', 'FAILED')),
    attempt int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_mails PRIMARY KEY (id),
    CONSTRAINT fk_mails_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_mails_user ON mails (tenant_id, user_id, purpose, created_at);
CREATE INDEX ix_mails_created_at ON mails (tenant_id, created_at);
CREATE INDEX ix_mails_due ON mails (next_attempt_at, tenant_id) WHERE status = 'WAITING';
CREATE INDEX ix_mails_updated_at ON mails (updated_at) WHERE status <> 'WAITING';

-- Only hashes: who reads the database cannot redeem. A token is good while it is neither used nor ended nor expired.
CREATE TABLE one_time_tokens (
    tenant_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL
        CONSTRAINT ck_one_time_tokens_purpose CHECK (purpose IN ('INVITE', 'VERIFY_EMAIL', 'RESET_PASSWORD')),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    ended_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_one_time_tokens PRIMARY KEY (tenant_id, token_hash),
    CONSTRAINT fk_one_time_tokens_user FOREIGN KEY (tenant_id, user_id)
        REFERENCES users (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_one_time_tokens_user ON one_time_tokens (tenant_id, user_id, purpose);
CREATE INDEX ix_one_time_tokens_expires_at ON one_time_tokens (expires_at);

ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
ALTER TABLE one_time_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE one_time_tokens FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON mails, one_time_tokens TO ${appRole};
GRANT SELECT (tenant_id, status, next_attempt_at, created_at, updated_at), DELETE ON mails TO ${backgroundRole};
GRANT SELECT (expires_at), DELETE ON one_time_tokens TO ${backgroundRole};

CREATE POLICY mail_visibility ON mails TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY one_time_token_visibility ON one_time_tokens TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
-- The background looks across tenants for what is due and what was given up, and sees neither whom it concerns nor why.
CREATE POLICY mail_watch ON mails FOR SELECT TO ${backgroundRole} USING (status IN ('WAITING', 'FAILED'));
CREATE POLICY mail_clean_up ON mails TO ${backgroundRole} USING (
    status <> 'WAITING' AND updated_at < now() - interval '30 days'
);
CREATE POLICY one_time_token_clean_up ON one_time_tokens TO ${backgroundRole} USING (
    expires_at < now() - interval '1 day'
);

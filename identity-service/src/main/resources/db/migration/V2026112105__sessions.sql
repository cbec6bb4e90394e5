-- A session is one sign-in, and the family of the refresh tokens that follow each other in it. At any time exactly one of
-- them is unused. Ending the session ends them all.
CREATE TABLE sessions (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    ip inet,
    user_agent text,
    -- The end of the session however busy it is, and the end if its refresh token lies unused.
    expires_at timestamptz NOT NULL,
    refresh_expires_at timestamptz NOT NULL,
    last_active_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    revoke_reason text CONSTRAINT ck_sessions_revoke_reason CHECK (
        revoke_reason IN ('SIGNED_OUT', 'TOKEN_REUSED', 'USER_CHANGED', 'USER_REMOVED')
    ),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_sessions PRIMARY KEY (id),
    CONSTRAINT uq_sessions_tenant UNIQUE (tenant_id, id),
    CONSTRAINT fk_sessions_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_sessions_revoked CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL))
);

CREATE INDEX ix_sessions_user ON sessions (tenant_id, user_id, created_at);
CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);

-- Only hashes: who reads the database cannot refresh. A used token stays until its session ends, so that a replay shows.
CREATE TABLE refresh_tokens (
    tenant_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    session_id uuid NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    CONSTRAINT pk_refresh_tokens PRIMARY KEY (tenant_id, token_hash),
    CONSTRAINT fk_refresh_tokens_session FOREIGN KEY (tenant_id, session_id)
        REFERENCES sessions (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_refresh_tokens_session ON refresh_tokens (tenant_id, session_id);
CREATE UNIQUE INDEX uq_refresh_tokens_unused ON refresh_tokens (tenant_id, session_id) WHERE used_at IS NULL;

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON sessions, refresh_tokens TO ${appRole};
GRANT SELECT (id, tenant_id, expires_at), DELETE ON sessions TO ${backgroundRole};

CREATE POLICY session_visibility ON sessions TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND ((SELECT current_scope()) = 'TENANT' OR user_id = (SELECT current_user_id()))
);
CREATE POLICY refresh_token_visibility ON refresh_tokens TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
-- The clean-up can touch nothing but what has been over for a month.
CREATE POLICY session_clean_up ON sessions TO ${backgroundRole} USING (expires_at < now() - interval '30 days');

-- Failed attempts by what was attacked and from where, counted before anybody is known; hence global. The key is a hash.
CREATE TABLE attempts (
    key bytea NOT NULL,
    failures int NOT NULL,
    blocked_until timestamptz,
    last_failure_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_attempts PRIMARY KEY (key)
);

CREATE INDEX ix_attempts_last_failure_at ON attempts (last_failure_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON attempts TO ${appRole};
GRANT SELECT (key, last_failure_at), DELETE ON attempts TO ${backgroundRole};

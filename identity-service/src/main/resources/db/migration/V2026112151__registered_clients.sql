-- A client may sign people in (authorization code), act for itself (client credentials), or both. Only one that acts for
-- itself has a service account; only a confidential one has a secret.
ALTER TABLE clients
    ALTER COLUMN user_id DROP NOT NULL,
    ADD COLUMN display_name text NOT NULL DEFAULT '',
    ADD COLUMN is_public boolean NOT NULL DEFAULT false,
    ADD COLUMN grant_types text[] NOT NULL DEFAULT '{client_credentials}',
    ADD COLUMN scopes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN redirect_uris text[] NOT NULL DEFAULT '{}',
    ADD COLUMN post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT uq_clients_tenant UNIQUE (tenant_id, id),
    ADD CONSTRAINT ck_clients_grant_types CHECK (
        grant_types <@ '{authorization_code,refresh_token,client_credentials}' AND grant_types <> '{}'
    ),
    ADD CONSTRAINT ck_clients_public CHECK (
        NOT is_public OR (secret_hash IS NULL AND NOT 'client_credentials' = ANY (grant_types))
    ),
    ADD CONSTRAINT ck_clients_service_account CHECK (
        user_id IS NOT NULL OR NOT 'client_credentials' = ANY (grant_types)
    );

-- A session that a client began for a user: only that client refreshes it, and its tokens are worth what the scopes say.
-- Null for a session of the suite's own sign-in.
ALTER TABLE sessions
    ADD COLUMN client_id uuid,
    ADD COLUMN scopes text[],
    ADD CONSTRAINT fk_sessions_client FOREIGN KEY (tenant_id, client_id) REFERENCES clients (tenant_id, id),
    ADD CONSTRAINT ck_sessions_client CHECK ((client_id IS NULL) = (scopes IS NULL));

CREATE INDEX ix_sessions_client ON sessions (tenant_id, client_id) WHERE client_id IS NOT NULL;

-- What a user has just granted to a client, good for one exchange within a minute. Only hashes: who reads the database
-- cannot redeem. A used code stays for a day, so that a replay shows and ends the session that was made from it.
CREATE TABLE authorization_codes (
    tenant_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    client_id uuid NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid,
    redirect_uri text NOT NULL,
    code_challenge text NOT NULL,
    nonce text,
    scopes text[] NOT NULL,
    -- The browser that the user signed in with: the client redeems the code from elsewhere.
    ip inet,
    user_agent text,
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT pk_authorization_codes PRIMARY KEY (tenant_id, code_hash),
    CONSTRAINT fk_authorization_codes_client FOREIGN KEY (tenant_id, client_id)
        REFERENCES clients (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_authorization_codes_user FOREIGN KEY (tenant_id, user_id)
        REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_authorization_codes_session FOREIGN KEY (tenant_id, session_id)
        REFERENCES sessions (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_authorization_codes_client ON authorization_codes (tenant_id, client_id);
CREATE INDEX ix_authorization_codes_user ON authorization_codes (tenant_id, user_id);
CREATE INDEX ix_authorization_codes_session ON authorization_codes (tenant_id, session_id);
CREATE INDEX ix_authorization_codes_expires_at ON authorization_codes (expires_at);

ALTER TABLE authorization_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE authorization_codes FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON authorization_codes TO ${appRole};
GRANT SELECT (expires_at), DELETE ON authorization_codes TO ${backgroundRole};

CREATE POLICY authorization_code_visibility ON authorization_codes TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY authorization_code_clean_up ON authorization_codes TO ${backgroundRole} USING (
    expires_at < now() - interval '1 day'
);

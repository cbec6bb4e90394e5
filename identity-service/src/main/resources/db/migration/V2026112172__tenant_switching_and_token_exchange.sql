-- Sessions that one person has begun in several tenants and then joined: whoever holds them switches between these tenants
-- without a password. A group is no more than its sessions; in a tenant where none of them is left it ends.
ALTER TABLE sessions
    ADD COLUMN group_id uuid,
    ADD CONSTRAINT ck_sessions_group CHECK (group_id IS NULL OR client_id IS NULL);

CREATE INDEX ix_sessions_group ON sessions (group_id, tenant_id) WHERE group_id IS NOT NULL;

-- Which tenants a group reaches is asked beyond any one of them; what it finds there is then read tenant by tenant.
GRANT SELECT (group_id, revoked_at) ON sessions TO ${backgroundRole};
CREATE POLICY session_group_finding ON sessions FOR SELECT TO ${backgroundRole} USING (group_id IS NOT NULL);

-- A confidential client may exchange a user's token for a narrower one (RFC 8693).
ALTER TABLE clients
    DROP CONSTRAINT ck_clients_grant_types,
    ADD CONSTRAINT ck_clients_grant_types CHECK (
        grant_types <@ '{authorization_code,refresh_token,client_credentials,"urn:ietf:params:oauth:grant-type:token-exchange"}'
        AND grant_types <> '{}'
    ),
    ADD CONSTRAINT ck_clients_token_exchange CHECK (
        NOT is_public OR NOT 'urn:ietf:params:oauth:grant-type:token-exchange' = ANY (grant_types)
    );

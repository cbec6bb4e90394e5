-- Sessions also end because their token was revoked, an administrator ended them, or an authorization code was replayed.
ALTER TABLE sessions
    DROP CONSTRAINT ck_sessions_revoke_reason,
    ADD CONSTRAINT ck_sessions_revoke_reason CHECK (
        revoke_reason IN (
            'SIGNED_OUT', 'TOKEN_REUSED', 'USER_CHANGED', 'USER_REMOVED', 'REVOKED', 'ENDED_BY_ADMIN', 'CODE_REUSED'
        )
    );

-- A user's sessions, the latest first; the id makes the order total.
DROP INDEX ix_sessions_user;
CREATE INDEX ix_sessions_user ON sessions (tenant_id, user_id, created_at, id);

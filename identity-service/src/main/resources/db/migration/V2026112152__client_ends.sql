-- Sessions that a client began end with it.
ALTER TABLE sessions
    DROP CONSTRAINT ck_sessions_revoke_reason,
    ADD CONSTRAINT ck_sessions_revoke_reason CHECK (
        revoke_reason IN (
            'SIGNED_OUT', 'TOKEN_REUSED', 'USER_CHANGED', 'USER_REMOVED', 'REVOKED', 'ENDED_BY_ADMIN', 'CODE_REUSED',
            'CLIENT_ENDED'
        )
    );

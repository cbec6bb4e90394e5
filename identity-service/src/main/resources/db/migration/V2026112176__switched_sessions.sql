-- Of the sessions that one switched to, the oldest ends where they become many; those that one signed in to stay.
ALTER TABLE sessions
    ADD COLUMN is_switched boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT ck_sessions_revoke_reason,
    ADD CONSTRAINT ck_sessions_revoke_reason CHECK (
        revoke_reason IN (
            'SIGNED_OUT', 'TOKEN_REUSED', 'USER_CHANGED', 'USER_REMOVED', 'REVOKED', 'ENDED_BY_ADMIN', 'CODE_REUSED',
            'CLIENT_ENDED', 'SUPERSEDED'
        )
    );

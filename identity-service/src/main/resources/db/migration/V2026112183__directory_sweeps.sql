-- People who sign in by a directory are looked up there again while they have sessions. vouched_at is when the provider
-- last stood by a person, at sign-in or since.
ALTER TABLE account_identities ADD COLUMN vouched_at timestamptz NOT NULL DEFAULT now();

CREATE INDEX ix_account_identities_outside ON account_identities (tenant_id, provider, id) WHERE provider <> 'LOCAL';

ALTER TABLE auth_providers ADD COLUMN next_sweep_at timestamptz NOT NULL DEFAULT now();

CREATE INDEX ix_auth_providers_next_sweep_at ON auth_providers (next_sweep_at)
    WHERE is_active AND provider_name = 'ldap';

GRANT SELECT (provider_name, next_sweep_at) ON auth_providers TO ${backgroundRole};

ALTER TABLE sessions
    DROP CONSTRAINT ck_sessions_revoke_reason,
    ADD CONSTRAINT ck_sessions_revoke_reason CHECK (
        revoke_reason IN (
            'SIGNED_OUT', 'TOKEN_REUSED', 'USER_CHANGED', 'USER_REMOVED', 'REVOKED', 'ENDED_BY_ADMIN', 'CODE_REUSED',
            'CLIENT_ENDED', 'SUPERSEDED', 'DIRECTORY_ENDED', 'DIRECTORY_SILENT'
        )
    );

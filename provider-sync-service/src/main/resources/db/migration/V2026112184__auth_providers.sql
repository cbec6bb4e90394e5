-- How many authentication providers a tenant has, kept by events of the identity service: they and the connections are
-- bounded together.
ALTER TABLE tenant_settings
    ADD COLUMN auth_providers int NOT NULL DEFAULT 0,
    ADD COLUMN active_auth_providers int NOT NULL DEFAULT 0,
    ADD COLUMN auth_providers_at timestamptz NOT NULL DEFAULT '-infinity';

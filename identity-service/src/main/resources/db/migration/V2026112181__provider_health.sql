-- Active providers are asked now and again how they are. An outage and its end are told once each, however often the
-- provider is asked meanwhile, and of one that comes and goes no more than once a minute.
ALTER TABLE auth_providers
    ADD COLUMN next_health_check_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN is_outage_told boolean NOT NULL DEFAULT false,
    ADD COLUMN told_at timestamptz NOT NULL DEFAULT '-infinity';

CREATE INDEX ix_auth_providers_next_health_check_at ON auth_providers (next_health_check_at) WHERE is_active;

-- Schedulers look across tenants for what is due, and figures count how providers are; neither sees anything else.
GRANT SELECT (id, tenant_id, is_active, health, next_health_check_at) ON auth_providers TO ${backgroundRole};
CREATE POLICY auth_provider_checking ON auth_providers FOR SELECT TO ${backgroundRole} USING (is_active);

-- Whose callers are refused is asked for all tenants at once, again and again: the background role sees those and no
-- others, and finds them without looking at the rest.
CREATE INDEX ix_tenant_settings_suspended ON tenant_settings (tenant_id) WHERE status NOT IN ('TRIAL', 'ACTIVE');

GRANT SELECT (tenant_id, status) ON tenant_settings TO ${backgroundRole};

CREATE POLICY suspended_tenants ON tenant_settings FOR SELECT TO ${backgroundRole}
    USING (status NOT IN ('TRIAL', 'ACTIVE'));

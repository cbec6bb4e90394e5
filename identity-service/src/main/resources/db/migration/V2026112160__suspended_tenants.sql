-- Whose callers are refused is asked again and again by the background role.
CREATE INDEX ix_tenants_suspended ON tenants (id) WHERE status NOT IN ('TRIAL', 'ACTIVE');

GRANT SELECT (id, status) ON tenants TO ${backgroundRole};

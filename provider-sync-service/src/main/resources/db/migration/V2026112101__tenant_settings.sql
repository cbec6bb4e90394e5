-- What this service knows of a tenant, kept by events of the identity service. A tenant that no event has named yet has
-- the limits of the smallest plan.
CREATE TABLE tenant_settings (
    tenant_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'ACTIVE',
    max_integrations int NOT NULL DEFAULT 5,
    changed_at timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT pk_tenant_settings PRIMARY KEY (tenant_id)
);

ALTER TABLE tenant_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_settings FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON tenant_settings TO ${appRole};

CREATE POLICY tenant_setting_of_tenant ON tenant_settings TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
);

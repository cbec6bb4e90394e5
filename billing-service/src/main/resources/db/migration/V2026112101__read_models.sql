-- What billing knows of other services, kept from their events.

-- Which partner a distributor manages. Decides what a distributor's users see.
CREATE TABLE channel_links (
    tenant_id uuid NOT NULL,
    distributor_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    is_active boolean NOT NULL,
    version int NOT NULL,
    CONSTRAINT pk_channel_links PRIMARY KEY (tenant_id, distributor_id, partner_id)
);

-- What a tenant has decided for itself, as far as billing needs it.
CREATE TABLE tenant_settings (
    tenant_id uuid NOT NULL,
    time_zone text NOT NULL,
    default_currency text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_tenant_settings PRIMARY KEY (tenant_id)
);

ALTER TABLE channel_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_links FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_settings FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON channel_links TO ${appRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_settings TO ${appRole};

CREATE POLICY channel_link_visibility ON channel_links TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
        ELSE false
    END
);
CREATE POLICY tenant_settings_of_tenant ON tenant_settings TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
);

-- What the identity service tells: kept by its events, decides visibility and what a lead may name.

-- Which partners a distributor manages. Policies of other tables look a distributor's partners up here.
CREATE TABLE channel_links (
    tenant_id uuid NOT NULL,
    distributor_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    is_active boolean NOT NULL,
    -- of the link in identity: a late event never overwrites a newer one
    version integer NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_channel_links PRIMARY KEY (tenant_id, distributor_id, partner_id)
);

CREATE INDEX ix_channel_links_partner ON channel_links (tenant_id, partner_id);

ALTER TABLE channel_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_links FORCE ROW LEVEL SECURITY;

CREATE POLICY channel_link_visibility ON channel_links TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
        ELSE false END);

GRANT SELECT, INSERT, UPDATE ON channel_links TO ${appRole};

-- Names and channel of the tenant's users.
CREATE TABLE user_directory (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    display_name text NOT NULL,
    email text,
    kind text NOT NULL,
    status text NOT NULL,
    roles text[] NOT NULL,
    partner_id uuid,
    distributor_id uuid,
    customer_id uuid,
    version integer NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_user_directory PRIMARY KEY (tenant_id, id)
);

ALTER TABLE user_directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_directory FORCE ROW LEVEL SECURITY;

-- A channel's users see their own company's people, and a distributor's those of its partners.
CREATE POLICY user_directory_visibility ON user_directory TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
            OR partner_id IN (
                SELECT link.partner_id
                FROM channel_links link
                WHERE link.tenant_id = (SELECT current_tenant())
                  AND link.distributor_id = (SELECT current_distributor())
                  AND link.is_active)
        ELSE false END);

GRANT SELECT, INSERT, UPDATE ON user_directory TO ${appRole};

CREATE TABLE tenant_settings (
    tenant_id uuid NOT NULL,
    status text NOT NULL,
    default_currency text NOT NULL,
    timezone text NOT NULL,
    locale text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_tenant_settings PRIMARY KEY (tenant_id)
);

ALTER TABLE tenant_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_settings FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_settings_visibility ON tenant_settings TO ${appRole}
    USING (tenant_id = (SELECT current_tenant()));

GRANT SELECT, INSERT, UPDATE ON tenant_settings TO ${appRole};

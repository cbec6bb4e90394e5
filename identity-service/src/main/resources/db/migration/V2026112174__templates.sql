-- The registry: what the suite ships, one row per version. Global, and written by TemplateSeed alone, a repeatable
-- migration, from the descriptors in the resources; the running service reads it.
CREATE TABLE templates (
    id uuid NOT NULL,
    slug text NOT NULL CONSTRAINT ck_templates_slug CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    version text NOT NULL CONSTRAINT ck_templates_version CHECK (version ~ '^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$'),
    -- The version as a number, because text would put 1.10.0 before 1.9.0.
    version_order bigint NOT NULL,
    name text NOT NULL,
    name_key text COLLATE "C" GENERATED ALWAYS AS (lower(name)) STORED,
    description text NOT NULL,
    category text NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    author text NOT NULL,
    features text[] NOT NULL DEFAULT '{}',
    permissions text[] NOT NULL DEFAULT '{}',
    roles jsonb NOT NULL DEFAULT '[]',
    settings jsonb NOT NULL DEFAULT '{}',
    tables text[] NOT NULL DEFAULT '{}',
    api_endpoints text[] NOT NULL DEFAULT '{}',
    webhooks text[] NOT NULL DEFAULT '{}',
    integrations text[] NOT NULL DEFAULT '{}',
    pricing_tier text NOT NULL,
    setup_instructions text NOT NULL,
    documentation text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_templates PRIMARY KEY (id),
    CONSTRAINT uq_templates_version UNIQUE (slug, version),
    CONSTRAINT uq_templates_order UNIQUE (slug, version_order)
);

CREATE INDEX ix_templates_name ON templates (name_key, id);
GRANT SELECT ON templates TO ${appRole};

-- Which of them a tenant has, or had: what was applied stays when a template is removed, because a role that somebody
-- still held was left, and is taken up again by the next install.
CREATE TABLE tenant_templates (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    template_slug text NOT NULL,
    template_version text NOT NULL,
    -- UPGRADING is for an upgrade that takes more than its one transaction; none does so far.
    status text NOT NULL
        CONSTRAINT ck_tenant_templates_status CHECK (status IN ('INSTALLED', 'UPGRADING', 'REMOVED')),
    -- What the template itself switched on, created and set: by this a tenant's own edits are told from it.
    applied jsonb NOT NULL,
    installed_by uuid,
    installed_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_tenant_templates PRIMARY KEY (id),
    CONSTRAINT uq_tenant_templates_slug UNIQUE (tenant_id, template_slug),
    CONSTRAINT fk_tenant_templates_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT fk_tenant_templates_template FOREIGN KEY (template_slug, template_version)
        REFERENCES templates (slug, version)
);

CREATE INDEX ix_tenant_templates_template ON tenant_templates (template_slug, template_version);
CREATE INDEX ix_tenant_templates_installed_at ON tenant_templates (tenant_id, installed_at, id);

ALTER TABLE tenant_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_templates FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON tenant_templates TO ${appRole};

CREATE POLICY tenant_template_visibility ON tenant_templates TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

-- Tenants. The table is global: the platform's operators list it, and sign-in looks a tenant up by its slug before any
-- tenant is known. Everything that belongs to a tenant's business is in tenant_settings and below, under row security.
CREATE TABLE tenants (
    id uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL CONSTRAINT ck_tenants_slug CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    domain text,
    status text NOT NULL
        CONSTRAINT ck_tenants_status CHECK (status IN ('TRIAL', 'ACTIVE', 'SUSPENDED', 'CANCELLED', 'ARCHIVED')),
    plan_type text NOT NULL DEFAULT 'trial',
    features text[] NOT NULL DEFAULT '{}',
    max_users int NOT NULL DEFAULT 10 CONSTRAINT ck_tenants_max_users CHECK (max_users > 0),
    max_integrations int NOT NULL DEFAULT 5 CONSTRAINT ck_tenants_max_integrations CHECK (max_integrations >= 0),
    billing_email text,
    contact_email text,
    logo_url text,
    primary_color text,
    settings jsonb NOT NULL DEFAULT '{}',
    metadata jsonb NOT NULL DEFAULT '{}',
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_tenants PRIMARY KEY (id),
    CONSTRAINT uq_tenants_slug UNIQUE (slug),
    CONSTRAINT uq_tenants_domain UNIQUE (domain)
);

CREATE INDEX ix_tenants_created_at ON tenants (created_at, id);
GRANT SELECT, INSERT, UPDATE ON tenants TO ${appRole};

CREATE TABLE tenant_settings (
    tenant_id uuid NOT NULL,
    default_currency text NOT NULL DEFAULT 'EUR'
        CONSTRAINT ck_tenant_settings_currency CHECK (default_currency ~ '^[A-Z]{3}$'),
    timezone text NOT NULL DEFAULT 'UTC',
    locale text NOT NULL DEFAULT 'en',
    revenue_drop_percent numeric(5, 2) NOT NULL DEFAULT 15,
    min_orders_for_health int NOT NULL DEFAULT 3,
    min_orders_for_pace int NOT NULL DEFAULT 3,
    pace_risk_days int NOT NULL DEFAULT 2,
    sample_allowance_per_rep int NOT NULL DEFAULT 60,
    sample_approval_above int NOT NULL DEFAULT 60,
    portal_enabled boolean NOT NULL DEFAULT false,
    cart_enabled boolean NOT NULL DEFAULT false,
    invoice_visibility boolean NOT NULL DEFAULT false,
    registration_days int CONSTRAINT ck_tenant_settings_registration_days CHECK (registration_days IN (30, 60, 90, 120)),
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_tenant_settings PRIMARY KEY (tenant_id),
    CONSTRAINT fk_tenant_settings_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);

ALTER TABLE tenant_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_settings FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON tenant_settings TO ${appRole};

CREATE POLICY tenant_setting_visibility ON tenant_settings TO ${appRole} USING (tenant_id = (SELECT current_tenant()));

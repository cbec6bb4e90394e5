-- Partners, distributors and the links between them. A channel user sees its own organisation and those it is actively
-- linked to; the policies of the links name ids only, so that no policy depends on another table's policy in a circle.
-- name_key is the lower-cased name in byte order: a prefix search becomes a range, whose operators may use an index
-- under row security, which LIKE may not.
CREATE TABLE partners (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    name_key text COLLATE "C" GENERATED ALWAYS AS (lower(name)) STORED,
    legal_name text,
    registration_number text,
    email text,
    phone text,
    website text,
    address_line1 text,
    address_line2 text,
    city text,
    postal_code text,
    country text CONSTRAINT ck_partners_country CHECK (country ~ '^[A-Z]{2}$'),
    tier text,
    is_active boolean NOT NULL DEFAULT true,
    notes text,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_partners PRIMARY KEY (id),
    CONSTRAINT uq_partners_tenant UNIQUE (tenant_id, id),
    CONSTRAINT fk_partners_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);

CREATE UNIQUE INDEX uq_partners_registration_number ON partners (tenant_id, registration_number);
CREATE INDEX ix_partners_name ON partners (tenant_id, name_key, id);
CREATE INDEX ix_partners_created_at ON partners (tenant_id, created_at, id);

CREATE TABLE distributors (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    name_key text COLLATE "C" GENERATED ALWAYS AS (lower(name)) STORED,
    legal_name text,
    registration_number text,
    email text,
    phone text,
    website text,
    address_line1 text,
    address_line2 text,
    city text,
    postal_code text,
    country text CONSTRAINT ck_distributors_country CHECK (country ~ '^[A-Z]{2}$'),
    tier text,
    is_active boolean NOT NULL DEFAULT true,
    notes text,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_distributors PRIMARY KEY (id),
    CONSTRAINT uq_distributors_tenant UNIQUE (tenant_id, id),
    CONSTRAINT fk_distributors_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);

CREATE UNIQUE INDEX uq_distributors_registration_number ON distributors (tenant_id, registration_number);
CREATE INDEX ix_distributors_name ON distributors (tenant_id, name_key, id);
CREATE INDEX ix_distributors_created_at ON distributors (tenant_id, created_at, id);

-- A link keeps its row when it is removed: it says since when, by whom, and its version orders the events about it.
CREATE TABLE distributor_partners (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    distributor_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    assigned_by uuid,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    is_active boolean NOT NULL DEFAULT true,
    notes text,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_distributor_partners PRIMARY KEY (id),
    CONSTRAINT uq_distributor_partners_link UNIQUE (tenant_id, distributor_id, partner_id),
    CONSTRAINT fk_distributor_partners_distributor FOREIGN KEY (tenant_id, distributor_id)
        REFERENCES distributors (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_distributor_partners_partner FOREIGN KEY (tenant_id, partner_id)
        REFERENCES partners (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_distributor_partners_partner ON distributor_partners (tenant_id, partner_id, distributor_id);

ALTER TABLE partners ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners FORCE ROW LEVEL SECURITY;
ALTER TABLE distributors ENABLE ROW LEVEL SECURITY;
ALTER TABLE distributors FORCE ROW LEVEL SECURITY;
ALTER TABLE distributor_partners ENABLE ROW LEVEL SECURITY;
ALTER TABLE distributor_partners FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON partners, distributors, distributor_partners TO ${appRole};

CREATE POLICY partner_visibility ON partners TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'PARTNER' THEN id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN id IN (
            SELECT dp.partner_id
            FROM distributor_partners dp
            WHERE dp.distributor_id = (SELECT current_distributor()) AND dp.is_active
        )
        ELSE false
    END
);

CREATE POLICY distributor_visibility ON distributors TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'DISTRIBUTOR' THEN id = (SELECT current_distributor())
        WHEN 'PARTNER' THEN id IN (
            SELECT dp.distributor_id
            FROM distributor_partners dp
            WHERE dp.partner_id = (SELECT current_partner()) AND dp.is_active
        )
        ELSE false
    END
);

CREATE POLICY distributor_partner_visibility ON distributor_partners TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        ELSE false
    END
);

-- A channel user reads those organisations, and changes none that is not its own.
CREATE POLICY partner_editing ON partners AS RESTRICTIVE FOR UPDATE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND ((SELECT current_scope()) IN ('TENANT', 'ASSIGNED') OR id = (SELECT current_partner()))
);
CREATE POLICY distributor_editing ON distributors AS RESTRICTIVE FOR UPDATE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND ((SELECT current_scope()) IN ('TENANT', 'ASSIGNED') OR id = (SELECT current_distributor()))
);
-- Who is linked to whom decides what a channel user sees, so only the tenant's own people say it.
CREATE POLICY distributor_partner_adding ON distributor_partners AS RESTRICTIVE FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY distributor_partner_editing ON distributor_partners AS RESTRICTIVE FOR UPDATE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

-- Links with the names of both sides, read with the caller's own rights.
CREATE VIEW channel_links WITH (security_invoker = true) AS
SELECT
    dp.id,
    dp.tenant_id,
    dp.distributor_id,
    d.name AS distributor_name,
    dp.partner_id,
    p.name AS partner_name,
    dp.assigned_by,
    dp.assigned_at,
    dp.is_active
FROM distributor_partners dp
JOIN distributors d ON d.tenant_id = dp.tenant_id AND d.id = dp.distributor_id
JOIN partners p ON p.tenant_id = dp.tenant_id AND p.id = dp.partner_id;

GRANT SELECT ON channel_links TO ${appRole};

-- What a tenant sells, for how long, and at which prices.

CREATE TABLE products (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    type text,
    category text,
    unit text NOT NULL,
    description text,
    brand text,
    varietal text,
    vintage int,
    region text,
    alcohol_type text CONSTRAINT ck_products_alcohol_type CHECK (
        alcohol_type IN ('WINE', 'BEER', 'SPIRITS', 'CIDER', 'SAKE', 'MEAD', 'OTHER')
    ),
    alcohol_percent numeric(5, 2) CONSTRAINT ck_products_alcohol_percent CHECK (alcohol_percent BETWEEN 0 AND 100),
    tier_mode text NOT NULL CONSTRAINT ck_products_tier_mode CHECK (tier_mode IN ('VOLUME', 'GRADUATED')),
    status text NOT NULL CONSTRAINT ck_products_status CHECK (status IN ('ACTIVE', 'INACTIVE', 'DISCONTINUED')),
    is_sample boolean NOT NULL,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- For searching by the beginning of a word's text. Under row-level security an index serves only leakproof
    -- operators on plain columns: neither ILIKE nor an index on lower(name) would be used, a range of this column is.
    sku_search text COLLATE "C" GENERATED ALWAYS AS (lower(sku)) STORED,
    name_search text COLLATE "C" GENERATED ALWAYS AS (lower(name)) STORED,
    CONSTRAINT pk_products PRIMARY KEY (id),
    CONSTRAINT uq_products_tenant UNIQUE (tenant_id, id),
    CONSTRAINT uq_products_sku UNIQUE (tenant_id, sku)
);

CREATE INDEX ix_products_created_at ON products (tenant_id, created_at, id);
CREATE INDEX ix_products_name ON products (tenant_id, name, id);
CREATE INDEX ix_products_status ON products (tenant_id, status, created_at, id);
CREATE INDEX ix_products_type ON products (tenant_id, type, created_at, id);
CREATE INDEX ix_products_sku_search ON products (tenant_id, sku_search);
CREATE INDEX ix_products_name_search ON products (tenant_id, name_search);

CREATE TABLE price_tiers (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    currency text NOT NULL CONSTRAINT ck_price_tiers_currency CHECK (currency ~ '^[A-Z]{3}$'),
    -- ONCE prices goods, MONTH and YEAR price subscriptions.
    period text NOT NULL CONSTRAINT ck_price_tiers_period CHECK (period IN ('MONTH', 'YEAR', 'ONCE')),
    min_quantity int NOT NULL CONSTRAINT ck_price_tiers_min_quantity CHECK (min_quantity >= 0),
    max_quantity int,
    price_per_unit numeric(19, 4) NOT NULL CONSTRAINT ck_price_tiers_price CHECK (price_per_unit >= 0),
    version int NOT NULL,
    CONSTRAINT pk_price_tiers PRIMARY KEY (id),
    CONSTRAINT fk_price_tiers_product FOREIGN KEY (tenant_id, product_id)
        REFERENCES products (tenant_id, id) ON DELETE CASCADE,
    -- A tier holds at least one unit.
    CONSTRAINT ck_price_tiers_range CHECK (max_quantity >= greatest(min_quantity, 1) AND max_quantity < 2147483647),
    -- The operators for ids and texts come from btree_gist, which the set-up of the database provides.
    CONSTRAINT ex_price_tiers_overlap EXCLUDE USING gist (
        product_id WITH =,
        currency WITH =,
        period WITH =,
        int4range(min_quantity, max_quantity, '[]') WITH &&
    )
);

CREATE INDEX ix_price_tiers_product ON price_tiers (tenant_id, product_id, currency, period, min_quantity);

CREATE TABLE durations (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    months int NOT NULL CONSTRAINT ck_durations_months CHECK (months BETWEEN 1 AND 120),
    discount_percentage numeric(5, 2) NOT NULL
        CONSTRAINT ck_durations_discount CHECK (discount_percentage BETWEEN 0 AND 100),
    name text NOT NULL,
    version int NOT NULL,
    CONSTRAINT pk_durations PRIMARY KEY (id),
    CONSTRAINT uq_durations_tenant UNIQUE (tenant_id, id),
    CONSTRAINT uq_durations_months UNIQUE (tenant_id, months)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON products, price_tiers, durations TO ${appRole};

-- Everyone in the tenant reads the catalog, only its staff changes it. One policy per command keeps each condition
-- plain, so that the tenant's index serves it; two policies for one command would be joined by OR.
DO $$
DECLARE
    catalog_table text;
    of_tenant CONSTANT text := 'tenant_id = (SELECT current_tenant())';
    by_staff CONSTANT text := of_tenant || ' AND (SELECT current_scope()) IN (''TENANT'', ''ASSIGNED'')';
BEGIN
    FOREACH catalog_table IN ARRAY ARRAY['products', 'price_tiers', 'durations'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', catalog_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', catalog_table);
        EXECUTE format('CREATE POLICY catalog_reading ON %I FOR SELECT TO ${appRole} USING (%s)',
            catalog_table, of_tenant || ' AND (SELECT current_scope()) <> ''NONE''');
        EXECUTE format('CREATE POLICY catalog_adding ON %I FOR INSERT TO ${appRole} WITH CHECK (%s)',
            catalog_table, by_staff);
        EXECUTE format('CREATE POLICY catalog_changing ON %I FOR UPDATE TO ${appRole} USING (%s)',
            catalog_table, by_staff);
        EXECUTE format('CREATE POLICY catalog_removing ON %I FOR DELETE TO ${appRole} USING (%s)',
            catalog_table, by_staff);
    END LOOP;
END
$$;

-- The companies that are sold to.
CREATE TABLE customers (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    account_number text NOT NULL,
    company_name text NOT NULL,
    trade_name text,
    status text NOT NULL,
    -- why the status was changed last
    status_reason text,
    tier text,
    license_number text,
    license_state text,
    license_expiry date,
    payment_terms text,
    credit_limit numeric(19, 2),
    credit_currency text,
    billing_address jsonb,
    shipping_address jsonb,
    owner_id uuid,
    partner_id uuid,
    notes text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL,

    search_text text
        GENERATED ALWAYS AS (lower(company_name || ' ' || coalesce(trade_name, '') || ' ' || account_number)) STORED,

    CONSTRAINT pk_customers PRIMARY KEY (id),
    CONSTRAINT uq_customers_tenant_id UNIQUE (tenant_id, id),
    CONSTRAINT uq_customers_account_number UNIQUE (tenant_id, account_number),
    CONSTRAINT ck_customers_account_number CHECK (account_number <> ''),
    CONSTRAINT ck_customers_company_name CHECK (company_name <> ''),
    CONSTRAINT ck_customers_status CHECK (status IN ('ACTIVE', 'INACTIVE', 'SUSPENDED')),
    CONSTRAINT ck_customers_credit CHECK (credit_limit >= 0 AND (credit_limit IS NULL) = (credit_currency IS NULL)),
    CONSTRAINT ck_customers_credit_currency CHECK (credit_currency ~ '^[A-Z]{3}$')
);

-- One index for each declared order and each filter of the list; the newest first is what every filter is combined with.
CREATE INDEX ix_customers_created ON customers (tenant_id, created_at DESC, id DESC);
CREATE INDEX ix_customers_updated ON customers (tenant_id, updated_at DESC, id DESC);
CREATE INDEX ix_customers_company_name ON customers (tenant_id, company_name, id);
CREATE INDEX ix_customers_account_number ON customers (tenant_id, account_number, id);
CREATE INDEX ix_customers_status ON customers (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX ix_customers_tier ON customers (tenant_id, tier, created_at DESC, id DESC) WHERE tier IS NOT NULL;
CREATE INDEX ix_customers_owner ON customers (tenant_id, owner_id, created_at DESC, id DESC)
    WHERE owner_id IS NOT NULL;
CREATE INDEX ix_customers_partner ON customers (tenant_id, partner_id, created_at DESC, id DESC)
    WHERE partner_id IS NOT NULL;

ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers FORCE ROW LEVEL SECURITY;

CREATE POLICY customer_visibility ON customers TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN owner_id = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN partner_id IN (
            SELECT link.partner_id
            FROM channel_links link
            WHERE link.tenant_id = (SELECT current_tenant())
              AND link.distributor_id = (SELECT current_distributor())
              AND link.is_active)
        WHEN 'CUSTOMER' THEN id = (SELECT current_customer())
        ELSE false END);

-- A customer's own people read it. What it is to the vendor is the vendor's to say.
CREATE POLICY customer_insertion ON customers AS RESTRICTIVE FOR INSERT TO ${appRole}
    WITH CHECK (tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) <> 'CUSTOMER');
CREATE POLICY customer_change ON customers AS RESTRICTIVE FOR UPDATE TO ${appRole}
    USING (tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) <> 'CUSTOMER');
CREATE POLICY customer_deletion ON customers AS RESTRICTIVE FOR DELETE TO ${appRole}
    USING (tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) <> 'CUSTOMER');

GRANT SELECT, INSERT, UPDATE, DELETE ON customers TO ${appRole};

-- Search by part of a word, in the manner of search_leads.
CREATE INDEX ix_customers_search ON customers USING gin (tenant_id, search_text extensions.gin_trgm_ops);

CREATE POLICY customer_search ON customers FOR SELECT TO ${schema}_owner USING (true);

CREATE FUNCTION search_customers(text, integer) RETURNS TABLE (customer_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path = ${schema}, pg_temp
    SET plan_cache_mode = force_custom_plan
AS $$
    WITH of_tenant AS MATERIALIZED (
        SELECT customer.id, customer.created_at
        FROM customers customer
        WHERE (SELECT current_scope()) = 'TENANT' AND has_trigram($1)
          AND customer.tenant_id = (SELECT current_tenant())
          AND customer.search_text LIKE search_pattern($1)
    ),
    frequency AS (
        SELECT count(*) > 10000 AS is_high
        FROM (SELECT FROM of_tenant LIMIT 10001) counted
    ),
    matches AS MATERIALIZED (
        SELECT id, created_at FROM of_tenant WHERE NOT (SELECT is_high FROM frequency)
        UNION ALL
        (
            SELECT customer.id, customer.created_at
            FROM customers customer
            WHERE (SELECT current_scope()) = 'TENANT' AND (SELECT is_high FROM frequency)
              AND customer.tenant_id = current_tenant()
              AND strpos(customer.search_text, lower($1)) > 0
            ORDER BY customer.created_at DESC, customer.id DESC
            LIMIT $2
        )
        UNION ALL
        SELECT newest.id, newest.created_at
        FROM (
            SELECT customer.id, customer.created_at, customer.search_text
            FROM customers customer
            WHERE (SELECT current_scope()) = 'TENANT' AND NOT has_trigram($1)
              AND customer.tenant_id = current_tenant()
            ORDER BY customer.created_at DESC, customer.id DESC
            LIMIT 10000
        ) newest
        WHERE newest.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT customer.id, customer.created_at
        FROM customers customer
        WHERE (SELECT current_scope()) = 'ASSIGNED'
          AND customer.tenant_id = (SELECT current_tenant())
          AND customer.owner_id = (SELECT current_user_id())
          AND customer.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT customer.id, customer.created_at
        FROM customers customer
        WHERE (SELECT current_scope()) = 'PARTNER'
          AND customer.tenant_id = (SELECT current_tenant())
          AND customer.partner_id = (SELECT current_partner())
          AND customer.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT managed.id, managed.created_at
        FROM channel_links link
        CROSS JOIN LATERAL (
            SELECT customer.id, customer.created_at
            FROM customers customer
            WHERE customer.tenant_id = (SELECT current_tenant())
              AND customer.partner_id = link.partner_id
              AND customer.search_text LIKE search_pattern($1)
            OFFSET 0
        ) managed
        WHERE (SELECT current_scope()) = 'DISTRIBUTOR'
          AND link.tenant_id = (SELECT current_tenant())
          AND link.distributor_id = (SELECT current_distributor())
          AND link.is_active
        UNION ALL
        SELECT customer.id, customer.created_at
        FROM customers customer
        WHERE (SELECT current_scope()) = 'CUSTOMER'
          AND customer.tenant_id = (SELECT current_tenant())
          AND customer.id = (SELECT current_customer())
          AND customer.search_text LIKE search_pattern($1)
    )
    SELECT id FROM matches ORDER BY created_at DESC, id DESC LIMIT $2
$$;

REVOKE ALL ON FUNCTION search_customers(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_customers(text, integer) TO ${appRole};

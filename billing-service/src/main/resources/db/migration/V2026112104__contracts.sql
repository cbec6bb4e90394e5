CREATE TABLE contracts (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    contract_number text NOT NULL,
    order_id uuid,
    contract_type text NOT NULL CONSTRAINT ck_contracts_type CHECK (
        contract_type IN ('MSP', 'RESELLER', 'END_CUSTOMER', 'OTHER')
    ),
    status text NOT NULL CONSTRAINT ck_contracts_status CHECK (
        status IN ('ACTIVE', 'UPGRADED', 'DOWNGRADED', 'EXPIRED', 'LOST', 'CANCELLED')
    ),
    -- Who manages it.
    user_id uuid,
    partner_id uuid,
    distributor_id uuid,
    customer_id uuid,
    activation_date date NOT NULL,
    -- The first day on which it no longer runs.
    expiration_date date NOT NULL,
    periodicity_months int NOT NULL CONSTRAINT ck_contracts_periodicity CHECK (periodicity_months > 0),
    value_per_period numeric(19, 4) NOT NULL,
    total_value numeric(19, 4) NOT NULL,
    currency text NOT NULL CONSTRAINT ck_contracts_currency CHECK (currency ~ '^[A-Z]{3}$'),
    notes_internal text,
    created_at timestamptz NOT NULL,
    version int NOT NULL,
    CONSTRAINT pk_contracts PRIMARY KEY (id),
    CONSTRAINT uq_contracts_tenant UNIQUE (tenant_id, id),
    CONSTRAINT uq_contracts_number UNIQUE (tenant_id, contract_number),
    -- An order is activated at most once.
    CONSTRAINT uq_contracts_order UNIQUE (tenant_id, order_id),
    CONSTRAINT fk_contracts_order FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id),
    CONSTRAINT ck_contracts_expiry CHECK (expiration_date > activation_date)
);

CREATE INDEX ix_contracts_created_at ON contracts (tenant_id, created_at, id);
CREATE INDEX ix_contracts_expiration ON contracts (tenant_id, expiration_date, id);
CREATE INDEX ix_contracts_status ON contracts (tenant_id, status, created_at, id);
CREATE INDEX ix_contracts_partner ON contracts (tenant_id, partner_id, created_at, id);
CREATE INDEX ix_contracts_distributor ON contracts (tenant_id, distributor_id, created_at, id);
CREATE INDEX ix_contracts_customer ON contracts (tenant_id, customer_id, created_at, id);
CREATE INDEX ix_contracts_user ON contracts (tenant_id, user_id, created_at, id);

ALTER TABLE contracts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON contracts TO ${appRole};

CREATE POLICY contract_visibility ON contracts TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN user_id = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN
            distributor_id = (SELECT current_distributor())
            OR partner_id IN (
                SELECT link.partner_id
                FROM channel_links link
                WHERE link.distributor_id = (SELECT current_distributor()) AND link.is_active
            )
        WHEN 'CUSTOMER' THEN customer_id = (SELECT current_customer())
        ELSE false
    END
);

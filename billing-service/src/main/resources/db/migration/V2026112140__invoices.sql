-- Invoices of orders and of contracts' billing periods, their credit notes, and the payments that settle them. Amounts
-- have four decimals as those of orders do; the service keeps each at its currency's own scale.

CREATE TABLE invoices (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    invoice_number text NOT NULL,
    -- Set for an invoice of a contract, with the billing period; order_id is then the contract's order, if any.
    contract_id uuid,
    order_id uuid,
    period_start date,
    -- The first day after the period.
    period_end date,
    status text NOT NULL CONSTRAINT ck_invoices_status CHECK (
        status IN ('DRAFT', 'SENT', 'VIEWED', 'PARTIAL', 'PAID', 'CANCELLED')
    ),
    created_by uuid,
    partner_id uuid,
    distributor_id uuid,
    customer_id uuid,
    invoice_date date NOT NULL,
    due_date date NOT NULL,
    -- When it was settled; null as long as something is due.
    paid_date date,
    currency text NOT NULL CONSTRAINT ck_invoices_currency CHECK (currency ~ '^[A-Z]{3}$'),
    -- A credit note's amounts are negative, so that sums over invoices tell what was really charged.
    subtotal numeric(19, 4) NOT NULL,
    discount_amount numeric(19, 4) NOT NULL,
    tax_amount numeric(19, 4) NOT NULL,
    total_amount numeric(19, 4) NOT NULL,
    -- What has been received less what has been refunded.
    paid_amount numeric(19, 4) NOT NULL DEFAULT 0,
    -- What credit notes took off.
    credited_amount numeric(19, 4) NOT NULL DEFAULT 0,
    -- Negative when the customer has paid more than is left after credit notes. A credit note itself claims nothing.
    balance_due numeric(19, 4) GENERATED ALWAYS AS (
        CASE WHEN credit_note_of IS NULL THEN total_amount - credited_amount - paid_amount ELSE 0 END
    ) STORED,
    credit_note_of uuid,
    -- Why it was cancelled, or why credit was given.
    reason text,
    -- Where the tenant's billing tool keeps it.
    billing_provider text,
    provider_id text,
    provider_status text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    viewed_at timestamptz,
    cancelled_at timestamptz,
    version int NOT NULL,
    CONSTRAINT pk_invoices PRIMARY KEY (id),
    CONSTRAINT uq_invoices_tenant UNIQUE (tenant_id, id),
    CONSTRAINT uq_invoices_number UNIQUE (tenant_id, invoice_number),
    CONSTRAINT fk_invoices_contract FOREIGN KEY (tenant_id, contract_id) REFERENCES contracts (tenant_id, id),
    CONSTRAINT fk_invoices_order FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id),
    CONSTRAINT fk_invoices_credit_note_of FOREIGN KEY (tenant_id, credit_note_of) REFERENCES invoices (tenant_id, id),
    CONSTRAINT ck_invoices_source CHECK (num_nonnulls(contract_id, order_id) > 0),
    CONSTRAINT ck_invoices_period CHECK (
        num_nonnulls(contract_id, period_start, period_end) IN (0, 3) AND period_end > period_start
    ),
    CONSTRAINT ck_invoices_due_date CHECK (due_date >= invoice_date),
    CONSTRAINT ck_invoices_total CHECK (total_amount = subtotal - discount_amount + tax_amount),
    CONSTRAINT ck_invoices_paid_date CHECK ((paid_date IS NOT NULL) = (status = 'PAID')),
    CONSTRAINT ck_invoices_settlement CHECK (
        credit_note_of IS NULL AND total_amount >= 0
            AND paid_amount BETWEEN 0 AND total_amount AND credited_amount BETWEEN 0 AND total_amount
        OR credit_note_of IS NOT NULL AND total_amount < 0 AND paid_amount = 0 AND credited_amount = 0
    )
);

-- What is owed is claimed once: a billing period of a contract, and an order that no contract stands for. A claim that
-- was given up as a whole, by cancellation or by credit, makes room for another; one over nothing cannot be credited.
CREATE UNIQUE INDEX uq_invoices_period ON invoices (tenant_id, contract_id, period_start)
    WHERE contract_id IS NOT NULL AND credit_note_of IS NULL AND status <> 'CANCELLED'
        AND (credited_amount < total_amount OR total_amount = 0);
CREATE UNIQUE INDEX uq_invoices_live_order ON invoices (tenant_id, order_id)
    WHERE contract_id IS NULL AND credit_note_of IS NULL AND status <> 'CANCELLED'
        AND (credited_amount < total_amount OR total_amount = 0);
CREATE UNIQUE INDEX uq_invoices_provider ON invoices (tenant_id, billing_provider, provider_id)
    WHERE provider_id IS NOT NULL;
CREATE INDEX ix_invoices_created_at ON invoices (tenant_id, created_at, id);
CREATE INDEX ix_invoices_due_date ON invoices (tenant_id, due_date, id);
CREATE INDEX ix_invoices_overdue ON invoices (tenant_id, due_date, id)
    WHERE status IN ('SENT', 'VIEWED', 'PARTIAL') AND credit_note_of IS NULL;
CREATE INDEX ix_invoices_status ON invoices (tenant_id, status, created_at, id);
CREATE INDEX ix_invoices_partner ON invoices (tenant_id, partner_id, created_at, id);
CREATE INDEX ix_invoices_distributor ON invoices (tenant_id, distributor_id, created_at, id);
CREATE INDEX ix_invoices_customer ON invoices (tenant_id, customer_id, created_at, id);
CREATE INDEX ix_invoices_created_by ON invoices (tenant_id, created_by, created_at, id);
CREATE INDEX ix_invoices_contract ON invoices (tenant_id, contract_id, created_at, id);
CREATE INDEX ix_invoices_order ON invoices (tenant_id, order_id, created_at, id);
CREATE INDEX ix_invoices_credit_note_of ON invoices (tenant_id, credit_note_of);

CREATE TABLE invoice_lines (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    line_number int NOT NULL,
    -- Snapshots of what was ordered or agreed on.
    product_id uuid,
    product_sku text,
    description text NOT NULL,
    unit text,
    quantity int NOT NULL CONSTRAINT ck_invoice_lines_quantity CHECK (quantity > 0),
    unit_price numeric(19, 4) NOT NULL,
    discount_percentage numeric(5, 2) NOT NULL,
    periods int NOT NULL CONSTRAINT ck_invoice_lines_periods CHECK (periods > 0),
    subtotal numeric(19, 4) NOT NULL,
    discount_amount numeric(19, 4) NOT NULL,
    tax_amount numeric(19, 4) NOT NULL,
    total numeric(19, 4) NOT NULL,
    CONSTRAINT pk_invoice_lines PRIMARY KEY (id),
    CONSTRAINT uq_invoice_lines_line UNIQUE (tenant_id, invoice_id, line_number),
    CONSTRAINT fk_invoice_lines_invoice FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices (tenant_id, id),
    CONSTRAINT fk_invoice_lines_product FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id),
    CONSTRAINT ck_invoice_lines_total CHECK (total = subtotal - discount_amount + tax_amount)
);

CREATE INDEX ix_invoice_lines_product ON invoice_lines (tenant_id, product_id);

CREATE TABLE payments (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    payment_number text NOT NULL,
    invoice_id uuid NOT NULL,
    currency text NOT NULL CONSTRAINT ck_payments_currency CHECK (currency ~ '^[A-Z]{3}$'),
    amount numeric(19, 4) NOT NULL CONSTRAINT ck_payments_amount CHECK (amount > 0),
    refunded_amount numeric(19, 4) NOT NULL DEFAULT 0,
    method text NOT NULL CONSTRAINT ck_payments_method CHECK (
        method IN ('BANK_TRANSFER', 'DIRECT_DEBIT', 'CARD', 'CHECK', 'CASH', 'OTHER')
    ),
    payment_date date NOT NULL,
    reference text,
    status text NOT NULL CONSTRAINT ck_payments_status CHECK (
        status IN ('PENDING', 'COMPLETED', 'FAILED', 'CANCELLED', 'REFUNDED')
    ),
    -- Why the latest refund was given.
    refund_reason text,
    provider_id text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    version int NOT NULL,
    CONSTRAINT pk_payments PRIMARY KEY (id),
    CONSTRAINT uq_payments_number UNIQUE (tenant_id, payment_number),
    CONSTRAINT fk_payments_invoice FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices (tenant_id, id),
    CONSTRAINT ck_payments_refund CHECK (refunded_amount BETWEEN 0 AND amount),
    CONSTRAINT ck_payments_refunded CHECK ((status = 'REFUNDED') = (refunded_amount = amount))
);

CREATE INDEX ix_payments_invoice ON payments (tenant_id, invoice_id, created_at, id);

ALTER TABLE status_history ADD COLUMN invoice_id uuid;
ALTER TABLE status_history DROP CONSTRAINT ck_status_history_subject;
ALTER TABLE status_history ADD CONSTRAINT ck_status_history_subject
    CHECK (num_nonnulls(order_id, contract_id, invoice_id) = 1);
ALTER TABLE status_history ADD CONSTRAINT fk_status_history_invoice
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices (tenant_id, id);
CREATE INDEX ix_status_history_invoice ON status_history (tenant_id, invoice_id, changed_at, id)
    WHERE invoice_id IS NOT NULL;

-- What has been invoiced or paid is corrected by what follows it, never deleted.
GRANT SELECT, INSERT, UPDATE ON invoices, payments TO ${appRole};
GRANT SELECT, INSERT ON invoice_lines TO ${appRole};

ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
ALTER TABLE invoice_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice_lines FORCE ROW LEVEL SECURITY;
ALTER TABLE payments ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments FORCE ROW LEVEL SECURITY;

-- The channel and customers see what has been sent to them; drafts are the staff's.
CREATE POLICY invoice_reading ON invoices FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN created_by = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner()) AND status <> 'DRAFT'
        WHEN 'DISTRIBUTOR' THEN
            status <> 'DRAFT'
            AND (
                distributor_id = (SELECT current_distributor())
                OR partner_id IN (
                    SELECT link.partner_id
                    FROM channel_links link
                    WHERE link.distributor_id = (SELECT current_distributor()) AND link.is_active
                )
            )
        WHEN 'CUSTOMER' THEN customer_id = (SELECT current_customer()) AND status <> 'DRAFT'
        ELSE false
    END
);
CREATE POLICY invoice_line_reading ON invoice_lines FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'NONE' THEN false
        ELSE EXISTS (SELECT FROM invoices parent WHERE parent.id = invoice_id)
    END
);
CREATE POLICY payment_reading ON payments FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'NONE' THEN false
        ELSE EXISTS (SELECT FROM invoices parent WHERE parent.id = invoice_id)
    END
);

-- Whether an order may be cancelled must not depend on which of its invoices the caller sees: the function answers for
-- all of the caller's tenant, and with nothing but yes or no.
CREATE POLICY invoice_claims ON invoices FOR SELECT TO ${schema}_owner USING (
    tenant_id = (SELECT current_tenant())
);

CREATE FUNCTION order_is_claimed(uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
AS $$
    SELECT EXISTS (
        SELECT
        FROM invoices claim
        WHERE claim.tenant_id = (SELECT current_tenant())
          AND claim.order_id = $1
          AND claim.contract_id IS NULL
          AND claim.credit_note_of IS NULL
          AND claim.status <> 'CANCELLED'
          AND claim.credited_amount < claim.total_amount
    )
$$;

REVOKE ALL ON FUNCTION order_is_claimed(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION order_is_claimed(uuid) TO ${appRole};

-- Whoever owes an invoice must not be able to settle it, whatever a role allows: only who sees the whole tenant writes.
DO $$
DECLARE
    billing_table text;
    by_staff CONSTANT text := 'tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = ''TENANT''';
BEGIN
    FOREACH billing_table IN ARRAY ARRAY['invoices', 'invoice_lines', 'payments'] LOOP
        EXECUTE format('CREATE POLICY invoicing_adding ON %I FOR INSERT TO ${appRole} WITH CHECK (%s)',
            billing_table, by_staff);
        EXECUTE format('CREATE POLICY invoicing_changing ON %I FOR UPDATE TO ${appRole} USING (%s)',
            billing_table, by_staff);
    END LOOP;
END
$$;

DROP POLICY status_history_visibility ON status_history;
CREATE POLICY status_history_visibility ON status_history TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'NONE' THEN false
        ELSE EXISTS (SELECT FROM orders parent WHERE parent.id = order_id)
            OR EXISTS (SELECT FROM contracts parent WHERE parent.id = contract_id)
            OR EXISTS (SELECT FROM invoices parent WHERE parent.id = invoice_id)
    END
);

-- Orders and their lines. Unit prices and amounts have four decimals, because some currencies have three (KWD); the
-- service rounds each line to its currency's own scale, so the further decimals are zeros.
CREATE TABLE orders (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    order_number text NOT NULL,
    kind text NOT NULL CONSTRAINT ck_orders_kind CHECK (kind IN ('SUBSCRIPTION', 'WHOLESALE')),
    status text NOT NULL,
    -- Whose draft it is until it is submitted; null for a customer's own. A draft that is cancelled stays theirs.
    draft_of text CONSTRAINT ck_orders_draft_of CHECK (draft_of IN ('STAFF', 'CHANNEL')),
    created_by uuid,
    partner_id uuid,
    distributor_id uuid,
    customer_id uuid,
    lead_id uuid,
    po_number text,
    currency text NOT NULL CONSTRAINT ck_orders_currency CHECK (currency ~ '^[A-Z]{3}$'),
    subtotal numeric(19, 4) NOT NULL,
    discount_amount numeric(19, 4) NOT NULL,
    tax_amount numeric(19, 4) NOT NULL,
    shipping_amount numeric(19, 4) NOT NULL,
    total_amount numeric(19, 4) NOT NULL,
    requested_delivery_date date,
    notes_internal text,
    cancel_reason text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    sent_at timestamptz,
    fulfilled_at timestamptz,
    cancelled_at timestamptz,
    -- When it became a contract.
    activated_at timestamptz,
    version int NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT uq_orders_tenant UNIQUE (tenant_id, id),
    CONSTRAINT uq_orders_number UNIQUE (tenant_id, order_number),
    CONSTRAINT ck_orders_status CHECK (
        status IN ('DRAFT', 'CANCELLED')
        OR kind = 'SUBSCRIPTION' AND status IN ('CREATED', 'SENT', 'IN_FULFILLMENT', 'FULFILLED')
        OR kind = 'WHOLESALE' AND status IN ('PENDING', 'CONFIRMED', 'IN_PROGRESS', 'SHIPPED', 'DELIVERED')
    ),
    CONSTRAINT ck_orders_total CHECK (total_amount = subtotal - discount_amount + tax_amount + shipping_amount)
);

-- A lead has at most one live order of whoever it belongs to: its partner, or its distributor where it has no partner,
-- or the vendor. Leads are not known here, so that an order may name any: one that names another's lead must not stand
-- in the other's way.
CREATE UNIQUE INDEX uq_orders_live_lead ON orders (tenant_id, lead_id, coalesce(partner_id, distributor_id))
    NULLS NOT DISTINCT
    WHERE lead_id IS NOT NULL AND status <> 'CANCELLED';
CREATE INDEX ix_orders_created_at ON orders (tenant_id, created_at, id);
CREATE INDEX ix_orders_status ON orders (tenant_id, status, created_at, id);
CREATE INDEX ix_orders_kind ON orders (tenant_id, kind, created_at, id);
CREATE INDEX ix_orders_partner ON orders (tenant_id, partner_id, created_at, id);
CREATE INDEX ix_orders_distributor ON orders (tenant_id, distributor_id, created_at, id);
CREATE INDEX ix_orders_customer ON orders (tenant_id, customer_id, created_at, id);
CREATE INDEX ix_orders_created_by ON orders (tenant_id, created_by, created_at, id);
CREATE INDEX ix_orders_lead ON orders (tenant_id, lead_id);

CREATE TABLE order_items (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_number int NOT NULL,
    product_id uuid NOT NULL,
    duration_id uuid,
    quantity int NOT NULL CONSTRAINT ck_order_items_quantity CHECK (quantity > 0),
    unit_price numeric(19, 4) NOT NULL,
    discount_percentage numeric(5, 2) NOT NULL,
    subtotal numeric(19, 4) NOT NULL,
    discount_amount numeric(19, 4) NOT NULL,
    tax_amount numeric(19, 4) NOT NULL,
    total numeric(19, 4) NOT NULL,
    price_period text NOT NULL CONSTRAINT ck_order_items_price_period CHECK (price_period IN ('MONTH', 'YEAR', 'ONCE')),
    periods int NOT NULL CONSTRAINT ck_order_items_periods CHECK (periods > 0),
    pricing_explanation jsonb NOT NULL,
    -- As they were when the line was priced.
    product_sku text NOT NULL,
    product_name text NOT NULL,
    product_type text,
    product_unit text NOT NULL,
    duration_months int,
    CONSTRAINT pk_order_items PRIMARY KEY (id),
    CONSTRAINT uq_order_items_line UNIQUE (tenant_id, order_id, line_number),
    CONSTRAINT fk_order_items_order FOREIGN KEY (tenant_id, order_id)
        REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_order_items_product FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id),
    CONSTRAINT fk_order_items_duration FOREIGN KEY (tenant_id, duration_id) REFERENCES durations (tenant_id, id),
    CONSTRAINT ck_order_items_duration CHECK ((duration_id IS NULL) = (duration_months IS NULL)),
    CONSTRAINT ck_order_items_total CHECK (total = subtotal - discount_amount + tax_amount)
);

CREATE INDEX ix_order_items_product ON order_items (tenant_id, product_id);
CREATE INDEX ix_order_items_duration ON order_items (tenant_id, duration_id);

ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
ALTER TABLE order_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_items FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON orders, order_items TO ${appRole};

-- The staff's drafts are hidden from the channel and from customers, who could complete and send them; the channel's
-- from customers.
CREATE POLICY order_visibility ON orders TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN created_by = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner()) AND draft_of IS DISTINCT FROM 'STAFF'
        WHEN 'DISTRIBUTOR' THEN
            draft_of IS DISTINCT FROM 'STAFF'
            AND (
                distributor_id = (SELECT current_distributor())
                OR partner_id IN (
                    SELECT link.partner_id
                    FROM channel_links link
                    WHERE link.distributor_id = (SELECT current_distributor()) AND link.is_active
                )
            )
        WHEN 'CUSTOMER' THEN customer_id = (SELECT current_customer()) AND draft_of IS NULL
        ELSE false
    END
);

-- Who sees the whole tenant needs no look at the order, and the foreign key keeps a line within its tenant. For anyone
-- else the order decides, under its own policy: a line has no channel of its own that could fall behind its order's.
CREATE POLICY order_item_visibility ON order_items TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'NONE' THEN false
        ELSE EXISTS (SELECT FROM orders parent WHERE parent.id = order_id)
    END
);

-- A lead whose order is cancelled may be converted again. The number is part of the key under which its order is placed:
-- it stays the same however often one conversion is repeated, and moves on when an order of the lead has been cancelled.
ALTER TABLE leads ADD COLUMN conversion_attempt integer NOT NULL DEFAULT 1;

-- Orders that named a lead and are no more. An order's news may arrive in any order, and after its cancellation neither
-- they nor a conversion that was under way may win the lead with it.
CREATE TABLE lead_cancelled_orders (
    tenant_id uuid NOT NULL,
    order_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    cancelled_at timestamptz NOT NULL,
    CONSTRAINT pk_lead_cancelled_orders PRIMARY KEY (tenant_id, order_id),
    CONSTRAINT fk_lead_cancelled_orders_lead FOREIGN KEY (tenant_id, lead_id)
        REFERENCES leads (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_lead_cancelled_orders_lead ON lead_cancelled_orders (tenant_id, lead_id);

ALTER TABLE lead_cancelled_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_cancelled_orders FORCE ROW LEVEL SECURITY;

-- Read and written on the tenant's behalf only, never within what one of its people sees.
CREATE POLICY lead_cancelled_order_visibility ON lead_cancelled_orders TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT');

GRANT SELECT, INSERT ON lead_cancelled_orders TO ${appRole};

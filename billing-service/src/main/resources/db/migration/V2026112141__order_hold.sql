-- A wholesale order may be suspended, and goes on where it stood.
ALTER TABLE orders ADD COLUMN held_from text;
ALTER TABLE orders DROP CONSTRAINT ck_orders_status;
ALTER TABLE orders ADD CONSTRAINT ck_orders_status CHECK (
    status IN ('DRAFT', 'CANCELLED')
    OR kind = 'SUBSCRIPTION' AND status IN ('CREATED', 'SENT', 'IN_FULFILLMENT', 'FULFILLED')
    OR kind = 'WHOLESALE' AND status IN ('PENDING', 'CONFIRMED', 'IN_PROGRESS', 'SHIPPED', 'DELIVERED', 'ON_HOLD')
);
ALTER TABLE orders ADD CONSTRAINT ck_orders_held_from CHECK (
    (status = 'ON_HOLD') = (held_from IS NOT NULL)
    AND held_from IN ('PENDING', 'CONFIRMED', 'IN_PROGRESS', 'SHIPPED')
);

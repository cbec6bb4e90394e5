-- What billing-service sends to create an order of five lines, in the same flights and with values of the same size.
-- Ids that several statements share are made of one random number; the others are made by the server.
\set n random(1, 200000000000000)
\startpipeline
BEGIN;
SELECT set_config('app.tenant_id', '@tenant@', true),
       set_config('app.user_id', '@user@', true),
       set_config('app.scope', 'TENANT', true),
       set_config('app.partner_id', '', true),
       set_config('app.distributor_id', '', true),
       set_config('app.customer_id', '', true);
\endpipeline
INSERT INTO idempotency_keys (tenant_id, scope_hash, request_hash)
VALUES ('@tenant@', sha256(:n::text::bytea), sha256(:n::text::bytea))
ON CONFLICT DO NOTHING;
\startpipeline
SELECT p.id, p.sku, p.name, p.type, p.unit, p.tier_mode, p.status
FROM products p
WHERE p.id = ANY (ARRAY[@products@]::uuid[]);
SELECT t.product_id, t.period, t.min_quantity, t.max_quantity, t.price_per_unit
FROM price_tiers t
WHERE t.product_id = ANY (ARRAY[@products@]::uuid[]) AND t.currency = 'EUR';
SELECT d.id, d.version, d.months, d.discount_percentage, d.name
FROM durations d
WHERE d.id = ANY (ARRAY['@duration@']::uuid[]);
SELECT known.time_zone FROM tenant_settings known;
\endpipeline
INSERT INTO orders (id, tenant_id, order_number, kind, status, created_by, currency, subtotal, discount_amount,
                    tax_amount, shipping_amount, total_amount, created_at, updated_at, version)
VALUES (('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, '@tenant@', 'ORD-B' || :n::text, 'SUBSCRIPTION',
        'CREATED', '@user@', 'EUR', 20400.0000, 2040.0000, 0, 0, 18360.0000, now(), now(), 0)
ON CONFLICT ON CONSTRAINT uq_orders_number DO NOTHING;
\startpipeline
@lines@
INSERT INTO status_history (id, tenant_id, order_id, old_status, new_status, reason, changed_by, changed_at)
VALUES (gen_random_uuid(), '@tenant@', ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, NULL, 'CREATED',
        NULL, '@user@', now());
INSERT INTO audit_logs (id, tenant_id, actor_type, actor_id, action, entity_type, entity_id, old_values, new_values,
                        ip_address, user_agent, request_id)
VALUES (gen_random_uuid(), '@tenant@', 'ADMIN', '@user@', 'order.created', 'order',
        ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, NULL, '@state@'::text::jsonb,
        '127.0.0.1'::text::inet, NULL, 'benchmark');
INSERT INTO outbox (id, tenant_id, aggregatetype, aggregateid, type, payload, headers)
VALUES (gen_random_uuid(), '@tenant@', 'order', ('00000000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid,
        'io.tentabo.billing.order.created.v1', '@state@'::text::jsonb, '{"requestid": "benchmark"}'::text::jsonb);
\endpipeline
\startpipeline
UPDATE idempotency_keys
SET status = 201, location = '/billing/v1/orders', etag = '"v0"', content_type = 'application/json',
    body = '@body@'::bytea
WHERE tenant_id = '@tenant@' AND scope_hash = sha256(:n::text::bytea);
\endpipeline
COMMIT;

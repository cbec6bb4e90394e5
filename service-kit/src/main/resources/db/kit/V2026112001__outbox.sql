-- Events that a committed transaction has promised and the relay has not yet published. The relay deletes what Kafka has
-- acknowledged, so the table is a short queue rather than a log. Columns are named as Debezium's outbox event router
-- expects them; a connector can take over by configuration.
CREATE TABLE outbox (
    seq           bigint      GENERATED ALWAYS AS IDENTITY,
    id            uuid        NOT NULL,
    tenant_id     uuid        NOT NULL,
    aggregatetype text        NOT NULL,
    aggregateid   uuid        NOT NULL,
    type          text        NOT NULL,
    payload       jsonb       NOT NULL,
    headers       jsonb       NOT NULL DEFAULT '{}',
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_outbox PRIMARY KEY (seq),
    -- An event that the broker would refuse for its size must fail the transaction, not stop the relay.
    CONSTRAINT ck_outbox_payload_size CHECK (octet_length(payload::text) <= 524288)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1);

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;

GRANT INSERT ON outbox TO ${appRole};
CREATE POLICY outbox_writer ON outbox FOR INSERT TO ${appRole}
    WITH CHECK (tenant_id = (SELECT current_tenant()));

GRANT SELECT, DELETE ON outbox TO ${backgroundRole};
CREATE POLICY outbox_relay ON outbox TO ${backgroundRole} USING (true);

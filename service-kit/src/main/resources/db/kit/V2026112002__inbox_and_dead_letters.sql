-- Events whose effect is committed: the row is inserted in the effect's own transaction.
CREATE TABLE inbox (
    tenant_id   uuid        NOT NULL,
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_inbox PRIMARY KEY (tenant_id, consumer, event_id)
);

-- Rows arrive in the order of time, so a block range index finds the old ones and costs the insert next to nothing.
CREATE INDEX ix_inbox_received_at ON inbox USING brin (received_at);

ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT ON inbox TO ${appRole};
CREATE POLICY inbox_tenant ON inbox TO ${appRole}
    USING (tenant_id = (SELECT current_tenant()));

GRANT SELECT, DELETE ON inbox TO ${backgroundRole};
CREATE POLICY inbox_retention ON inbox TO ${backgroundRole} USING (true);

-- Events that could not take effect, and those parked behind them because they carry the same key.
-- A record that names no tenant is kept with a null tenant_id: no API shows it, only who reads the table.
CREATE TABLE dead_letters (
    id            uuid        NOT NULL,
    seq           bigint      GENERATED ALWAYS AS IDENTITY,
    tenant_id     uuid,
    consumer      text        NOT NULL,
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    record_key    text        NOT NULL,
    event_id      uuid,
    event_type    text,
    headers       jsonb       NOT NULL,
    payload       bytea       NOT NULL,
    reason        text        NOT NULL,
    attempts      integer     NOT NULL,
    status        text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    replayed_at   timestamptz,
    discarded_at  timestamptz,
    discard_reason text,
    CONSTRAINT pk_dead_letters PRIMARY KEY (id),
    -- The same record delivered again makes no second letter.
    CONSTRAINT uq_dead_letters_record
        UNIQUE NULLS NOT DISTINCT (consumer, topic, partition, record_offset, tenant_id, event_id),
    CONSTRAINT ck_dead_letters_status CHECK (status IN ('DEAD', 'PARKED', 'REPLAYED', 'DISCARDED')),
    CONSTRAINT ck_dead_letters_attempts CHECK (attempts >= 0),
    CONSTRAINT ck_dead_letters_replayed CHECK ((status = 'REPLAYED') = (replayed_at IS NOT NULL)),
    CONSTRAINT ck_dead_letters_discarded CHECK (
        (status = 'DISCARDED') = (discarded_at IS NOT NULL)
        AND (discarded_at IS NULL) = (discard_reason IS NULL))
);

CREATE INDEX ix_dead_letters_list ON dead_letters (tenant_id, created_at, id);

-- Asked for every consumed event; holds open letters only and is therefore nearly always empty.
CREATE INDEX ix_dead_letters_open ON dead_letters (tenant_id, consumer, record_key, seq)
    WHERE status IN ('DEAD', 'PARKED');

ALTER TABLE dead_letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE dead_letters FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON dead_letters TO ${appRole};
CREATE POLICY dead_letters_tenant ON dead_letters TO ${appRole}
    USING (tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT');

GRANT SELECT, INSERT, DELETE ON dead_letters TO ${backgroundRole};
CREATE POLICY dead_letters_operations ON dead_letters TO ${backgroundRole}
    USING (true) WITH CHECK (tenant_id IS NULL);

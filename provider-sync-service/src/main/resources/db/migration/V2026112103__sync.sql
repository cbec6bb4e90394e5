-- One row per lead of the suite: its latest state, and whether the active CRM connection has it. Rows are kept after they
-- were sent, because a merge with the provider's changes needs the present state, and so does a new connection. That of a
-- deleted lead is kept until no connection has a mapping of it.
CREATE TABLE sync_queue (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    entity_type text NOT NULL CONSTRAINT ck_sync_queue_entity_type CHECK (entity_type IN ('LEAD')),
    internal_id uuid NOT NULL,
    payload jsonb NOT NULL,
    state_version int NOT NULL,
    -- Grows with everything that has to be sent or compared: a push ends what it began with, and nothing that came after.
    revision int NOT NULL DEFAULT 1,
    -- Of what is kept in step: equal to internal_hash of a mapping when that connection knows of this state.
    state_hash text NOT NULL,
    deleted boolean NOT NULL DEFAULT false,
    status text NOT NULL CONSTRAINT ck_sync_queue_status CHECK (status IN ('PENDING', 'DONE', 'FAILED')),
    attempt int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    claim uuid,
    claimed_until timestamptz,
    -- Since when a record may have been created at the provider without our knowing: its answer may have been lost.
    uncertain_since timestamptz,
    organization_id text,
    person_id text,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_sync_queue PRIMARY KEY (id),
    CONSTRAINT uq_sync_queue_internal UNIQUE (tenant_id, entity_type, internal_id)
);

CREATE INDEX ix_sync_queue_due ON sync_queue (tenant_id, next_attempt_at, id) WHERE status = 'PENDING';

-- The echo ledger: what each side looked like when it was last seen. Only what differs from that is a change.
CREATE TABLE integration_mappings (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    entity_type text NOT NULL CONSTRAINT ck_integration_mappings_entity_type CHECK (entity_type IN ('LEAD')),
    internal_id uuid NOT NULL,
    external_id text NOT NULL,
    external_status text NOT NULL DEFAULT 'LIVE'
        CONSTRAINT ck_integration_mappings_external_status CHECK (external_status IN ('LIVE', 'DELETED')),
    internal_state jsonb NOT NULL,
    external_state jsonb NOT NULL,
    internal_hash text NOT NULL,
    external_hash text NOT NULL,
    external_changed_at timestamptz,
    last_pushed_at timestamptz,
    last_pulled_at timestamptz,
    -- The latest complete reading in which the provider still listed the record.
    last_listed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_integration_mappings PRIMARY KEY (id),
    CONSTRAINT uq_integration_mappings_tenant UNIQUE (tenant_id, id),
    CONSTRAINT uq_integration_mappings_internal UNIQUE (tenant_id, internal_id, entity_type, connection_id),
    CONSTRAINT uq_integration_mappings_external UNIQUE (tenant_id, connection_id, entity_type, external_id),
    CONSTRAINT fk_integration_mappings_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_integration_mappings_created_at ON integration_mappings (tenant_id, created_at, id);
CREATE INDEX ix_integration_mappings_listed ON integration_mappings (tenant_id, connection_id, last_listed_at)
    WHERE external_status = 'LIVE';

CREATE TABLE sync_conflicts (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    mapping_id uuid NOT NULL,
    field text NOT NULL,
    internal_value text,
    external_value text,
    detected_at timestamptz NOT NULL DEFAULT now(),
    resolution text NOT NULL DEFAULT 'OPEN'
        CONSTRAINT ck_sync_conflicts_resolution CHECK (resolution IN ('OPEN', 'INTERNAL', 'EXTERNAL', 'MANUAL')),
    resolved_by uuid,
    resolved_at timestamptz,
    version int NOT NULL DEFAULT 0,
    CONSTRAINT pk_sync_conflicts PRIMARY KEY (id),
    CONSTRAINT fk_sync_conflicts_mapping FOREIGN KEY (tenant_id, mapping_id)
        REFERENCES integration_mappings (tenant_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX uq_sync_conflicts_open ON sync_conflicts (tenant_id, mapping_id, field) WHERE resolution = 'OPEN';
CREATE INDEX ix_sync_conflicts_mapping ON sync_conflicts (tenant_id, mapping_id);
CREATE INDEX ix_sync_conflicts_detected_at ON sync_conflicts (tenant_id, detected_at, id);

CREATE TABLE sync_cursors (
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    entity_type text NOT NULL,
    direction text NOT NULL CONSTRAINT ck_sync_cursors_direction CHECK (direction IN ('PULL', 'PUSH')),
    -- The provider's time of the latest change that was read; it is read again from a little before.
    watermark timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_sync_cursors PRIMARY KEY (tenant_id, connection_id, entity_type, direction),
    CONSTRAINT fk_sync_cursors_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE sync_runs (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    sync_type text NOT NULL
        CONSTRAINT ck_sync_runs_sync_type CHECK (sync_type IN ('FULL', 'INCREMENTAL', 'WEBHOOK', 'MANUAL')),
    entity_type text NOT NULL,
    direction text NOT NULL CONSTRAINT ck_sync_runs_direction CHECK (direction IN ('PULL', 'PUSH', 'BIDIRECTIONAL')),
    status text NOT NULL CONSTRAINT ck_sync_runs_status CHECK (status IN ('RUNNING', 'SUCCESS', 'PARTIAL', 'FAILED')),
    records_read int NOT NULL DEFAULT 0,
    records_written int NOT NULL DEFAULT 0,
    records_skipped int NOT NULL DEFAULT 0,
    records_failed int NOT NULL DEFAULT 0,
    requests int NOT NULL DEFAULT 0,
    tokens int NOT NULL DEFAULT 0,
    throttled_ms bigint NOT NULL DEFAULT 0,
    watermark_from timestamptz,
    watermark_to timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    -- A run that stops beating was killed; it is closed as failed and another may start.
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    error text,
    CONSTRAINT pk_sync_runs PRIMARY KEY (id),
    CONSTRAINT uq_sync_runs_tenant UNIQUE (tenant_id, id),
    CONSTRAINT fk_sync_runs_connection FOREIGN KEY (tenant_id, connection_id)
        REFERENCES provider_connections (tenant_id, id) ON DELETE CASCADE
);

-- One reading at a time, whichever replica does it.
CREATE UNIQUE INDEX uq_sync_runs_running ON sync_runs (tenant_id, connection_id, entity_type)
    WHERE status = 'RUNNING' AND direction = 'PULL';
CREATE INDEX ix_sync_runs_started_at ON sync_runs (tenant_id, started_at, id);
CREATE INDEX ix_sync_runs_finished_at ON sync_runs (finished_at);
CREATE INDEX ix_sync_runs_connection ON sync_runs (tenant_id, connection_id, started_at, id);

CREATE TABLE sync_errors (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    run_id uuid NOT NULL,
    external_id text,
    internal_id uuid,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_sync_errors PRIMARY KEY (id),
    CONSTRAINT fk_sync_errors_run FOREIGN KEY (tenant_id, run_id)
        REFERENCES sync_runs (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_sync_errors_run ON sync_errors (tenant_id, run_id, id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['sync_queue', 'integration_mappings', 'sync_conflicts', 'sync_cursors', 'sync_runs',
        'sync_errors'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO ${appRole}', name);
        EXECUTE format('CREATE POLICY whole_tenant ON %I TO ${appRole} USING (
            tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = ''TENANT'')', name);
    END LOOP;
END
$$;

-- The dispatcher looks across tenants for what is due, and sees neither payload nor id of it.
GRANT SELECT (tenant_id, status, next_attempt_at) ON sync_queue TO ${backgroundRole};
CREATE POLICY due_pushes ON sync_queue FOR SELECT TO ${backgroundRole} USING (status = 'PENDING');

-- The clean-up sees no more of runs than when they ended, and cannot touch one that is under way.
GRANT SELECT (id, finished_at), DELETE ON sync_runs TO ${backgroundRole};
CREATE POLICY finished_runs ON sync_runs TO ${backgroundRole} USING (finished_at IS NOT NULL);

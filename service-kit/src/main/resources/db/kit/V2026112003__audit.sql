-- Who changed what: written in the transaction of the change, sealed into a hash chain per tenant shortly afterwards.
-- A row is unsealed while seq is null. Nobody may change a sealed row.
CREATE TABLE audit_logs (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    actor_type text NOT NULL CONSTRAINT ck_audit_logs_actor_type CHECK (actor_type IN ('USER', 'ADMIN', 'SERVICE', 'SYSTEM')),
    actor_id uuid,
    action text NOT NULL,
    entity_type text NOT NULL,
    entity_id uuid NOT NULL,
    old_values jsonb,
    new_values jsonb,
    ip_address inet,
    user_agent text,
    request_id text,
    -- The seal. What may be personal enters the hash through two salted digests: one of the values, which tell of whom
    -- the record is about, and one of the origin, which tells of who did it. Either can be erased, with its salt, while
    -- the chain stays whole.
    seq bigint,
    form smallint,
    values_salt bytea,
    values_digest bytea,
    origin_salt bytea,
    origin_digest bytea,
    prev_hash bytea,
    hash bytea,
    -- Which erasure blanked the values, and which the origin: what it took away is told by a record of its own.
    values_erasure uuid,
    origin_erasure uuid,
    erased_at timestamptz,
    CONSTRAINT pk_audit_logs PRIMARY KEY (tenant_id, created_at, id),
    CONSTRAINT ck_audit_logs_seal CHECK (
        num_nonnulls(seq, form, values_digest, origin_digest, prev_hash, hash) IN (0, 6)
    ),
    CONSTRAINT ck_audit_logs_values_salt CHECK (seq IS NULL OR (values_salt IS NULL) = (values_erasure IS NOT NULL)),
    CONSTRAINT ck_audit_logs_origin_salt CHECK (seq IS NULL OR (origin_salt IS NULL) = (origin_erasure IS NOT NULL)),
    CONSTRAINT ck_audit_logs_values_erased CHECK (
        values_erasure IS NULL OR seq IS NOT NULL AND num_nonnulls(old_values, new_values) = 0
    ),
    CONSTRAINT ck_audit_logs_origin_erased CHECK (
        origin_erasure IS NULL OR seq IS NOT NULL AND num_nonnulls(ip_address, user_agent) = 0
    ),
    CONSTRAINT ck_audit_logs_erased CHECK (
        (erased_at IS NULL) = (num_nonnulls(values_erasure, origin_erasure) = 0)
    )
) PARTITION BY RANGE (created_at);

CREATE INDEX ix_audit_logs_entity ON audit_logs (tenant_id, entity_id, created_at, id);
CREATE INDEX ix_audit_logs_actor ON audit_logs (tenant_id, actor_id, created_at, id);
CREATE INDEX ix_audit_logs_chain ON audit_logs (tenant_id, seq, id) WHERE seq IS NOT NULL;
CREATE INDEX ix_audit_logs_unsealed ON audit_logs (created_at, id) WHERE seq IS NULL;
CREATE INDEX ix_audit_logs_values_erasure ON audit_logs (tenant_id, values_erasure, seq) WHERE values_erasure IS NOT NULL;
CREATE INDEX ix_audit_logs_origin_erasure ON audit_logs (tenant_id, origin_erasure, seq) WHERE origin_erasure IS NOT NULL;

ALTER TABLE audit_logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_logs FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON audit_logs TO ${appRole};
GRANT SELECT, UPDATE (seq, form, values_salt, values_digest, origin_salt, origin_digest, prev_hash, hash)
    ON audit_logs TO ${backgroundRole};

-- Every caller writes; only who sees the whole tenant reads, because a record shows rows of every channel.
CREATE POLICY audit_log_reading ON audit_logs FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY audit_log_writing ON audit_logs FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND seq IS NULL
);
CREATE POLICY audit_log_sealing_reads ON audit_logs FOR SELECT TO ${backgroundRole} USING (true);
CREATE POLICY audit_log_sealing ON audit_logs FOR UPDATE TO ${backgroundRole}
    USING (seq IS NULL) WITH CHECK (seq IS NOT NULL);

-- The head of each tenant's chain: without it, a chain whose end was cut off would still look whole.
CREATE TABLE audit_chains (
    tenant_id uuid NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_audit_chains PRIMARY KEY (tenant_id)
);

ALTER TABLE audit_chains ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_chains FORCE ROW LEVEL SECURITY;
GRANT SELECT ON audit_chains TO ${appRole};
GRANT SELECT, INSERT, UPDATE ON audit_chains TO ${backgroundRole};

CREATE POLICY audit_chain_reading ON audit_chains FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY audit_chain_sealing ON audit_chains TO ${backgroundRole} USING (true) WITH CHECK (true);

-- The net below the monthly partitions: no write ever fails because a partition is missing.
CREATE TABLE audit_logs_default PARTITION OF audit_logs DEFAULT;
ALTER TABLE audit_logs_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_logs_default FORCE ROW LEVEL SECURITY;

-- Makes the partitions of this month and of the next ones; any number of replicas may call it at once. A new partition
-- is attached rather than created in place, so that writers of the other months are not locked out. Direct access to a
-- partition is refused: it has forced row-level security and no policy.
CREATE FUNCTION ensure_audit_partitions(months_ahead int) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp
AS $$
DECLARE
    month timestamp;
    partition_name text;
    lower_bound text;
    upper_bound text;
    made int := 0;
BEGIN
    FOR i IN 0..months_ahead LOOP
        month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
        partition_name := 'audit_logs_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN EXISTS (SELECT FROM pg_tables t WHERE t.schemaname = '${schema}' AND t.tablename = partition_name);

        -- Looks again under the lock, in the catalogue itself: to_regclass may answer from the session's stale cache.
        PERFORM pg_advisory_xact_lock(hashtextextended('${schema}.audit-partitions', 0));
        CONTINUE WHEN EXISTS (SELECT FROM pg_tables t WHERE t.schemaname = '${schema}' AND t.tablename = partition_name);

        lower_bound := to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00';
        upper_bound := to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
        EXECUTE format('CREATE TABLE %I (LIKE audit_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name);
        BEGIN
            EXECUTE format('ALTER TABLE audit_logs ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition_name, lower_bound, upper_bound);
        EXCEPTION WHEN check_violation THEN
            -- The net caught rows of that month: they move first. The owner, too, is subject to forced row security.
            ALTER TABLE audit_logs_default NO FORCE ROW LEVEL SECURITY;
            EXECUTE format(
                'WITH moved AS (DELETE FROM audit_logs_default WHERE created_at >= %L AND created_at < %L RETURNING *) '
                'INSERT INTO %I SELECT * FROM moved', lower_bound, upper_bound, partition_name);
            ALTER TABLE audit_logs_default FORCE ROW LEVEL SECURITY;
            EXECUTE format('ALTER TABLE audit_logs ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition_name, lower_bound, upper_bound);
        END;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition_name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition_name);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

REVOKE ALL ON FUNCTION ensure_audit_partitions(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_audit_partitions(int) TO ${backgroundRole};

SELECT ensure_audit_partitions(2);

-- Export and purge of a whole tenant. A job is this service's part of what identity asked all services for; it is worked
-- off in batches, each one transaction, so that a crash loses no more than the batch under way. The row of a purge stays
-- for ever: by it the service knows that the tenant is gone, and lets nothing of it come back.
CREATE TABLE tenant_jobs (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ck_tenant_jobs_kind CHECK (kind IN ('EXPORT', 'PURGE')),
    requested_at timestamptz NOT NULL,
    -- Not before: what was under way when the tenant was blocked must have ended, and a failure is not repeated at once.
    due_at timestamptz NOT NULL,
    is_planned boolean NOT NULL DEFAULT false,
    failures int NOT NULL DEFAULT 0,
    completed_at timestamptz,
    CONSTRAINT pk_tenant_jobs PRIMARY KEY (tenant_id, id)
);

CREATE INDEX ix_tenant_jobs_open ON tenant_jobs (due_at) WHERE completed_at IS NULL;
-- Asked for every consumed event.
CREATE UNIQUE INDEX uq_tenant_jobs_purge ON tenant_jobs (tenant_id) WHERE kind = 'PURGE';

-- The tables of a job, in the order in which they are worked off, and how far each is.
CREATE TABLE tenant_job_tables (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    name text NOT NULL,
    position int NOT NULL,
    -- The key of the last exported row, without the tenant.
    last_key text[],
    rows bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    files int NOT NULL DEFAULT 0,
    sha256 text,
    completed_at timestamptz,
    CONSTRAINT pk_tenant_job_tables PRIMARY KEY (tenant_id, job_id, name),
    CONSTRAINT fk_tenant_job_tables_job FOREIGN KEY (tenant_id, job_id) REFERENCES tenant_jobs (tenant_id, id)
);

-- The files of an export.
CREATE TABLE tenant_job_files (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    table_name text NOT NULL,
    number int NOT NULL,
    rows int NOT NULL,
    bytes int NOT NULL,
    sha256 text NOT NULL,
    CONSTRAINT pk_tenant_job_files PRIMARY KEY (tenant_id, job_id, table_name, number),
    CONSTRAINT fk_tenant_job_files_table FOREIGN KEY (tenant_id, job_id, table_name)
        REFERENCES tenant_job_tables (tenant_id, job_id, name)
);

ALTER TABLE tenant_jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_jobs FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant_job_tables ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_job_tables FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant_job_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_job_files FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE (completed_at) ON tenant_jobs TO ${appRole};
GRANT SELECT ON tenant_job_tables TO ${appRole};
GRANT SELECT, UPDATE (due_at, is_planned, failures) ON tenant_jobs TO ${backgroundRole};
GRANT SELECT, INSERT, UPDATE ON tenant_job_tables TO ${backgroundRole};
GRANT SELECT, INSERT ON tenant_job_files TO ${backgroundRole};

CREATE POLICY tenant_job_of_tenant ON tenant_jobs TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY tenant_job_table_of_tenant ON tenant_job_tables TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY tenant_job_work ON tenant_jobs TO ${backgroundRole} USING (true);
CREATE POLICY tenant_job_table_work ON tenant_job_tables TO ${backgroundRole} USING (true);
CREATE POLICY tenant_job_file_work ON tenant_job_files TO ${backgroundRole} USING (true);

-- What decides below which rows a job reaches.
CREATE POLICY tenant_job_deciding ON tenant_jobs FOR SELECT TO CURRENT_USER USING (
    tenant_id = (SELECT current_tenant())
);

-- A table's comment can say that the jobs leave it alone, or export nothing of it; a column's, whether it is exported
-- although it looks like a secret, or not. TenantJobContract fails on what looks like one and says neither.
COMMENT ON TABLE tenant_jobs IS 'kept by tenant jobs: says that a tenant is gone; ids and times only';
COMMENT ON TABLE tenant_job_tables IS 'kept by tenant jobs: what was exported and purged; names and counts only';
COMMENT ON TABLE tenant_job_files IS 'kept by tenant jobs: what was exported; names and counts only';
COMMENT ON TABLE idempotency_keys IS 'not exported: answers kept for a day, which may show a secret that is shown once';
COMMENT ON COLUMN idempotency_keys.scope_hash IS 'not exported: a digest of a key';
COMMENT ON COLUMN idempotency_keys.request_hash IS 'not exported: a digest of a request';
COMMENT ON COLUMN idempotency_keys.body IS 'not exported: may show a secret that is shown once';
COMMENT ON COLUMN tenant_keys.wrapped_key IS 'not exported: the key of the tenant''s credentials';
COMMENT ON COLUMN dead_letters.payload IS 'exported: the event as it came';
COMMENT ON COLUMN audit_logs.values_salt IS 'exported: without it nobody could verify the chain';
COMMENT ON COLUMN audit_logs.values_digest IS 'exported: part of the chain';
COMMENT ON COLUMN audit_logs.origin_salt IS 'exported: without it nobody could verify the chain';
COMMENT ON COLUMN audit_logs.origin_digest IS 'exported: part of the chain';
COMMENT ON COLUMN audit_logs.prev_hash IS 'exported: part of the chain';
COMMENT ON COLUMN audit_logs.hash IS 'exported: part of the chain';
COMMENT ON COLUMN audit_chains.hash IS 'exported: the head of the chain';

-- What looks like a secret is none that is exported, unless its comment says so.
CREATE FUNCTION looks_secret(column_name text, column_type regtype) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN column_type = 'bytea'::regtype
        OR column_name ~ '(secret|password|passphrase|token|credential|hash|digest|salt|cipher|private|wrapped|api_?key|code_challenge)';

CREATE FUNCTION is_exported(column_name text, column_type regtype, remark text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN coalesce(remark, '') NOT LIKE 'not exported:%'
        AND (NOT looks_secret(column_name, column_type) OR coalesce(remark, '') LIKE 'exported:%');

-- Every table that holds rows of tenants, as the catalogue has it today.
--   key_columns    the primary key without the tenant; empty where a tenant has one row
--   key_types      of those, for casts
--   shown          the select list of an export; decimals as text, so that nobody reads them into binary floating point
--   references_to  other tables that must be purged after this one
--   unreferenced   for a table that refers to itself: a row to which no other row points any more
CREATE VIEW tenant_tables AS
WITH tenant_table AS (
    SELECT c.oid, c.relname::text AS name, coalesce(obj_description(c.oid, 'pg_class'), '') AS remark
    FROM pg_class c
    WHERE c.relnamespace = '${schema}'::regnamespace
      AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')
), key AS (
    SELECT k.conrelid, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type, part.position,
           is_exported(a.attname, a.atttypid, col_description(a.attrelid, a.attnum)) AS is_exported
    FROM pg_constraint k
    CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS part (number, position)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = part.number
    WHERE k.contype = 'p' AND a.attname <> 'tenant_id'
)
SELECT
    t.name,
    ARRAY(SELECT key.name FROM key WHERE key.conrelid = t.oid ORDER BY key.position) AS key_columns,
    ARRAY(SELECT key.type FROM key WHERE key.conrelid = t.oid ORDER BY key.position) AS key_types,
    t.remark NOT LIKE 'not exported:%'
        AND NOT EXISTS (SELECT FROM key WHERE key.conrelid = t.oid AND NOT key.is_exported) AS is_exported,
    (
        SELECT string_agg(
            format(CASE a.atttypid WHEN 'numeric'::regtype THEN 'r.%1$I::text AS %1$I' ELSE 'r.%1$I' END, a.attname),
            ', ' ORDER BY a.attnum)
        FROM pg_attribute a
        WHERE a.attrelid = t.oid
          AND a.attnum > 0
          AND NOT a.attisdropped
          AND a.attgenerated = ''
          AND is_exported(a.attname, a.atttypid, col_description(a.attrelid, a.attnum))
    ) AS shown,
    ARRAY(
        SELECT DISTINCT target.name
        FROM pg_constraint k
        JOIN tenant_table target ON target.oid = k.confrelid
        WHERE k.conrelid = t.oid AND k.contype = 'f' AND k.confrelid <> t.oid
        ORDER BY target.name
    ) AS references_to,
    coalesce(
        (
            SELECT string_agg(
                format(' AND NOT EXISTS (SELECT FROM %I f WHERE (%s) = (%s) AND (%s) <> (%s))', t.name,
                    (SELECT string_agg('f.' || quote_ident(a.attname), ', ' ORDER BY part.position)
                     FROM unnest(k.conkey) WITH ORDINALITY AS part (number, position)
                     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = part.number),
                    (SELECT string_agg('r.' || quote_ident(a.attname), ', ' ORDER BY part.position)
                     FROM unnest(k.confkey) WITH ORDINALITY AS part (number, position)
                     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = part.number),
                    (SELECT string_agg('f.' || quote_ident(key.name), ', ' ORDER BY key.position)
                     FROM key WHERE key.conrelid = t.oid),
                    (SELECT string_agg('r.' || quote_ident(key.name), ', ' ORDER BY key.position)
                     FROM key WHERE key.conrelid = t.oid)),
                '' ORDER BY k.conname)
            FROM pg_constraint k
            WHERE k.conrelid = t.oid AND k.confrelid = t.oid AND k.contype = 'f'
        ), '') AS unreferenced
FROM tenant_table t
WHERE t.remark NOT LIKE 'kept by tenant jobs:%';

GRANT SELECT ON tenant_tables TO ${backgroundRole};

-- The owner alone reads and deletes for a job: the background role calls the functions below and has no right to the
-- tables. Forced row-level security binds the owner, too; these two say how far: the current tenant, while a job of it
-- is open.
CREATE FUNCTION tenant_of_job() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (
        SELECT j.tenant_id
        FROM tenant_jobs j
        WHERE j.tenant_id = (SELECT current_tenant()) AND j.completed_at IS NULL
        LIMIT 1
    );

CREATE FUNCTION tenant_being_purged() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (
        SELECT j.tenant_id
        FROM tenant_jobs j
        WHERE j.tenant_id = (SELECT current_tenant())
          AND j.kind = 'PURGE'
          AND j.due_at <= now()
          AND j.completed_at IS NULL
    );

-- Gives the policies to every table that lacks them. Called after each migration (afterMigrate.sql), so that a new table
-- has them without having to think of it.
CREATE FUNCTION admit_tenant_jobs() RETURNS int
    LANGUAGE plpgsql SET search_path = ${schema}, pg_temp
AS $$
DECLARE
    admitted text;
    made int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('${schema}.tenant-jobs', 0));
    FOR admitted IN
        SELECT t.name
        FROM tenant_tables t
        WHERE NOT EXISTS (
            SELECT
            FROM pg_policies p
            WHERE p.schemaname = '${schema}' AND p.tablename = t.name AND p.policyname = 'tenant_job_deletion')
        ORDER BY t.name
    LOOP
        EXECUTE format('CREATE POLICY tenant_job_reading ON %I FOR SELECT TO CURRENT_USER '
            'USING (tenant_id = (SELECT tenant_of_job()))', admitted);
        EXECUTE format('CREATE POLICY tenant_job_deletion ON %I FOR DELETE TO CURRENT_USER '
            'USING (tenant_id = (SELECT tenant_being_purged()))', admitted);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

REVOKE ALL ON FUNCTION admit_tenant_jobs() FROM PUBLIC;

-- The rows of the current tenant that follow a key, as JSON, in the order of the key: max_rows at most, and no more once
-- max_bytes are reached.
CREATE FUNCTION export_tenant_rows(exported_table text, after text[], max_rows int, max_bytes int)
    RETURNS TABLE (row_key text[], line text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
    SET timezone = 'UTC'
    SET datestyle = 'ISO, YMD'
AS $$
DECLARE
    source tenant_tables%ROWTYPE;
    keys text;
    bounds text;
    bytes bigint := 0;
BEGIN
    SELECT * INTO STRICT source FROM tenant_tables t WHERE t.name = exported_table AND t.is_exported;
    IF source.key_columns = '{}' AND after IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT string_agg('r.' || quote_ident(k.name), ', ' ORDER BY k.position),
           string_agg(format('$2[%s]::%s', k.position, k.type), ', ' ORDER BY k.position)
    INTO keys, bounds
    FROM unnest(source.key_columns, source.key_types) WITH ORDINALITY AS k (name, type, position);

    FOR row_key, line IN EXECUTE
        format('SELECT ARRAY[%s]::text[], row_to_json(e)::text FROM %I r CROSS JOIN LATERAL (SELECT %s) e '
            || 'WHERE r.tenant_id = $1', coalesce(replace(keys, ', ', '::text, ') || '::text', ''), source.name, source.shown)
        || CASE WHEN keys IS NULL OR after IS NULL THEN '' ELSE format(' AND (%s) > (%s)', keys, bounds) END
        || coalesce(' ORDER BY ' || keys, '')
        || ' LIMIT $3'
        USING current_tenant(), after, max_rows
    LOOP
        RETURN NEXT;
        bytes := bytes + octet_length(line);
        EXIT WHEN bytes >= max_bytes;
    END LOOP;
END
$$;

-- Deletes rows of the current tenant, whose purge must have been requested, and answers how many.
CREATE FUNCTION purge_tenant_rows(purged_table text, max_rows int) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp
AS $$
DECLARE
    source tenant_tables%ROWTYPE;
    keys text;
    purged int;
BEGIN
    SELECT * INTO STRICT source FROM tenant_tables t WHERE t.name = purged_table;
    SELECT string_agg(quote_ident(k.name), ', ' ORDER BY k.position)
    INTO keys
    FROM unnest(source.key_columns) WITH ORDINALITY AS k (name, position);

    IF keys IS NULL THEN
        EXECUTE format('DELETE FROM %I WHERE tenant_id = $1', source.name) USING current_tenant();
    ELSE
        EXECUTE format(
            'DELETE FROM %1$I WHERE tenant_id = $1 AND (%2$s) IN '
            '(SELECT %2$s FROM %1$I r WHERE r.tenant_id = $1%3$s LIMIT $2)', source.name, keys, source.unreferenced)
            USING current_tenant(), max_rows;
    END IF;
    GET DIAGNOSTICS purged = ROW_COUNT;
    RETURN purged;
END
$$;

-- A table that still, or again, holds rows of the current tenant, for which a job must be open; null when there is none.
CREATE FUNCTION table_with_tenant_rows() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp
AS $$
DECLARE
    candidate text;
    has_rows boolean;
BEGIN
    FOR candidate IN SELECT t.name FROM tenant_tables t ORDER BY t.name LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE tenant_id = $1)', candidate)
            INTO has_rows USING current_tenant();
        IF has_rows THEN
            RETURN candidate;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION export_tenant_rows(text, text[], int, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION purge_tenant_rows(text, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION table_with_tenant_rows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION export_tenant_rows(text, text[], int, int) TO ${backgroundRole};
GRANT EXECUTE ON FUNCTION purge_tenant_rows(text, int) TO ${backgroundRole};
GRANT EXECUTE ON FUNCTION table_with_tenant_rows() TO ${backgroundRole};

-- Export and erasure of what the service holds of one person, in the manner of the tenant jobs: worked off in batches, each
-- one transaction, so that a crash loses no more than the batch under way.

-- What in this service's tables is personal, whose it is, and what becomes of it. Each migration that adds a table says so
-- here; PersonalDataContract fails on a column that looks personal and is not mentioned. The expressions are over the row
-- r of the table.
CREATE TABLE personal_data (
    table_name text NOT NULL,
    -- Tells several kinds of personal data in one table apart.
    part text NOT NULL,
    -- USER: whose gives the id of a user. EMAIL: it gives text in which the person's address is looked for. ENTITY: it
    -- gives the id of what this job has erased before, or of the user.
    person text NOT NULL CONSTRAINT ck_personal_data_person CHECK (person IN ('USER', 'EMAIL', 'ENTITY')),
    whose text NOT NULL,
    only_where text,
    -- The columns that are exported to the person, beside the key.
    shown text[] NOT NULL,
    treatment text NOT NULL CONSTRAINT ck_personal_data_treatment CHECK (treatment IN ('ERASE', 'DELETE', 'KEEP')),
    -- By column, what takes its place: "null", "name" or "address" (pseudonyms), "text" or "json" (what is there without
    -- the address), "job" (the id of the erasure), or an expression.
    replaced jsonb NOT NULL DEFAULT '{}',
    -- Why it is kept, for the report.
    reason text,
    -- The audit's name of what a row is: with the row the records about it lose their values.
    entity_type text,
    entity_id text NOT NULL DEFAULT 'r.id',
    CONSTRAINT pk_personal_data PRIMARY KEY (table_name, part),
    CONSTRAINT ck_personal_data_replaced CHECK ((treatment = 'ERASE') = (replaced <> '{}')),
    CONSTRAINT ck_personal_data_reason CHECK ((treatment = 'KEEP') = (reason IS NOT NULL))
);

GRANT SELECT ON personal_data TO ${appRole};

CREATE TABLE person_jobs (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ck_person_jobs_kind CHECK (kind IN ('EXPORT', 'ERASURE')),
    -- The person's seats in the tenant, and SHA-256 of a salt and the lower-cased address. Both go with the completion.
    user_ids uuid[] NOT NULL,
    address_salt bytea,
    address_digest bytea,
    requested_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    is_planned boolean NOT NULL DEFAULT false,
    failures int NOT NULL DEFAULT 0,
    completed_at timestamptz,
    CONSTRAINT pk_person_jobs PRIMARY KEY (tenant_id, id),
    CONSTRAINT ck_person_jobs_address CHECK ((address_salt IS NULL) = (address_digest IS NULL)),
    CONSTRAINT ck_person_jobs_forgotten CHECK (completed_at IS NULL OR address_digest IS NULL AND user_ids = '{}')
);

CREATE INDEX ix_person_jobs_open ON person_jobs (due_at) WHERE completed_at IS NULL;

-- The parts of a job in the order in which they are worked off, and how far each is.
CREATE TABLE person_job_parts (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    position int NOT NULL,
    table_name text NOT NULL,
    part text NOT NULL,
    last_key text[],
    rows bigint NOT NULL DEFAULT 0,
    files int NOT NULL DEFAULT 0,
    completed_at timestamptz,
    CONSTRAINT pk_person_job_parts PRIMARY KEY (tenant_id, job_id, position),
    CONSTRAINT fk_person_job_parts_job FOREIGN KEY (tenant_id, job_id) REFERENCES person_jobs (tenant_id, id)
);

-- The files of an export.
CREATE TABLE person_job_files (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    path text NOT NULL,
    rows int NOT NULL,
    bytes int NOT NULL,
    sha256 text NOT NULL,
    CONSTRAINT pk_person_job_files PRIMARY KEY (tenant_id, job_id, path),
    CONSTRAINT fk_person_job_files_job FOREIGN KEY (tenant_id, job_id) REFERENCES person_jobs (tenant_id, id)
);

-- What was erased, as the audit names it; empty again when the job is completed.
CREATE TABLE person_job_entities (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    entity_id uuid NOT NULL,
    CONSTRAINT pk_person_job_entities PRIMARY KEY (tenant_id, job_id, entity_id),
    CONSTRAINT fk_person_job_entities_job FOREIGN KEY (tenant_id, job_id) REFERENCES person_jobs (tenant_id, id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['person_jobs', 'person_job_parts', 'person_job_files', 'person_job_entities'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON %I TO ${appRole} USING (
            tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = ''TENANT'')', name || '_of_tenant', name);
        -- What decides below which rows a job reaches.
        EXECUTE format('CREATE POLICY person_job_deciding ON %I FOR SELECT TO CURRENT_USER USING (
            tenant_id = (SELECT current_tenant()))', name);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE ON person_jobs, person_job_parts TO ${appRole};
GRANT SELECT, INSERT ON person_job_files TO ${appRole};
GRANT SELECT, INSERT, DELETE ON person_job_entities TO ${appRole};

-- The background looks across tenants for what is due, and does not see whom it concerns.
GRANT SELECT (tenant_id, id, due_at, failures, completed_at) ON person_jobs TO ${backgroundRole};
CREATE POLICY person_job_watch ON person_jobs FOR SELECT TO ${backgroundRole} USING (completed_at IS NULL);

COMMENT ON COLUMN person_jobs.address_salt IS 'not exported: of a job under way, gone with its end';
COMMENT ON COLUMN person_jobs.address_digest IS 'not exported: of a job under way, gone with its end';

-- What stands around an @ as far as an address can reach: its local part, and its domain.
CREATE FUNCTION address_pattern() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '([^][\s<>(),;:"\\@\u0001]+)@'
        '((?:[[:alnum:]\u00c0-\u1fff\u2c00-\u2fff\u3040-\ud7ff.-]*[[:alnum:]\u00c0-\u1fff\u2c00-\u2fff\u3040-\ud7ff]))';

-- What may be the local part of an address: all that was found, or what follows marks that seldom are part of one, as
-- quotes, bullets and the signs of a link. An apostrophe within a name is part of it. Shorter endings are not tried, which
-- keeps a person from being found in a longer address.
CREATE FUNCTION address_readings(found text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY[
        found,
        regexp_replace(found,
            '^(?:.*[^[:alnum:]\u00c0-\u1fff\u2c00-\u2fff\u3040-\ud7ff._''+~-])?'
            '[^[:alnum:]\u00c0-\u1fff\u2c00-\u2fff\u3040-\ud7ff]*', '')
    ];

CREATE FUNCTION is_address(candidate text, salt bytea, digest bytea) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sha256(salt || convert_to(lower(candidate), 'UTF8')) = digest;

-- Whether a text names the address of which a salted digest is given.
CREATE FUNCTION names_address(content text, salt bytea, digest bytea) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(strpos(content, '@') > 0, false)
        AND EXISTS (
            SELECT
            FROM regexp_matches(content, address_pattern(), 'g') AS m (found)
            CROSS JOIN unnest(address_readings(m.found[1])) AS reading
            WHERE is_address(reading || '@' || m.found[2], salt, digest)
        );

-- The text with the replacement wherever it names the address, and no other address touched.
CREATE FUNCTION without_address(content text, salt bytea, digest bytea, replacement text) RETURNS text
    LANGUAGE plpgsql STABLE
AS $$
DECLARE
    result text := '';
    done int := 1;
    first int;
    found text[];
    address text;
BEGIN
    LOOP
        first := regexp_instr(content, address_pattern(), done);
        EXIT WHEN coalesce(first, 0) = 0;
        found := regexp_match(substr(content, first), address_pattern());
        SELECT reading || '@' || found[2]
        INTO address
        FROM unnest(address_readings(found[1])) AS reading
        WHERE is_address(reading || '@' || found[2], salt, digest)
        LIMIT 1;
        result := result || substr(content, done, first - done)
            || left(found[1], length(found[1]) + 1 + length(found[2]) - coalesce(length(address), 0))
            || CASE WHEN address IS NULL THEN '@' || found[2] ELSE replacement END;
        done := first + length(found[1]) + 1 + length(found[2]);
    END LOOP;
    RETURN result || substr(content, done);
END
$$;

-- A document as text in which addresses can be told: what an escape stands for, as the end of a line, is none of their
-- letters. The mark is in no document, which escapes it.
CREATE FUNCTION document_text(document jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(document::text, '\\(?:u[[:xdigit:]]{4}|[^u])', '\&' || chr(1), 'g');

CREATE FUNCTION document_without_address(document jsonb, salt bytea, digest bytea, replacement text) RETURNS jsonb
    LANGUAGE sql STABLE
    RETURN replace(without_address(document_text(document), salt, digest, replacement), chr(1), '')::jsonb;

-- An event as it came, which may be what it should not.
CREATE FUNCTION payload_text(payload bytea) RETURNS text
    LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN document_text(convert_from(payload, 'UTF8')::jsonb);
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN encode(payload, 'escape');
END
$$;

-- Forced row-level security binds the owner, as whom the function below runs; these two say how far it reaches: the
-- current tenant, while a job of it is open.
CREATE FUNCTION tenant_of_person_job() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (
        SELECT j.tenant_id
        FROM person_jobs j
        WHERE j.tenant_id = (SELECT current_tenant())
          AND (SELECT current_scope()) = 'TENANT'
          AND j.completed_at IS NULL
        LIMIT 1
    );

CREATE FUNCTION tenant_of_erasure() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN (
        SELECT j.tenant_id
        FROM person_jobs j
        WHERE j.tenant_id = (SELECT current_tenant())
          AND (SELECT current_scope()) = 'TENANT'
          AND j.kind = 'ERASURE'
          AND j.completed_at IS NULL
        LIMIT 1
    );

-- Gives the policies to every table of the catalogue that lacks them; called after each migration (afterMigrate.sql).
CREATE FUNCTION admit_person_jobs() RETURNS int
    LANGUAGE plpgsql SET search_path = ${schema}, pg_temp
AS $$
DECLARE
    admitted text;
    made int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('${schema}.person-jobs', 0));
    FOR admitted IN
        SELECT DISTINCT d.table_name
        FROM personal_data d
        WHERE NOT EXISTS (
            SELECT
            FROM pg_policies p
            WHERE p.schemaname = '${schema}' AND p.tablename = d.table_name AND p.policyname = 'person_job_deletion')
        ORDER BY 1
    LOOP
        EXECUTE format('CREATE POLICY person_job_reading ON %I FOR SELECT TO CURRENT_USER '
            'USING (tenant_id = (SELECT tenant_of_person_job()))', admitted);
        EXECUTE format('CREATE POLICY person_job_erasing ON %I FOR UPDATE TO CURRENT_USER '
            'USING (tenant_id = (SELECT tenant_of_erasure()))', admitted);
        EXECUTE format('CREATE POLICY person_job_deletion ON %I FOR DELETE TO CURRENT_USER '
            'USING (tenant_id = (SELECT tenant_of_erasure()))', admitted);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

REVOKE ALL ON FUNCTION admit_person_jobs() FROM PUBLIC;

-- What takes the place of a column's value; $3 and $4 are salt and digest of the address, $5 the job, $6 the pseudonym.
CREATE FUNCTION replacement_of(column_name text, word text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE word
        WHEN 'null' THEN 'NULL'
        WHEN 'name' THEN '$6'
        WHEN 'address' THEN '$6 || ''@erased.invalid'''
        WHEN 'text' THEN format('without_address(r.%I, $3, $4, $6 || ''@erased.invalid'')', column_name)
        WHEN 'json' THEN format('document_without_address(r.%I, $3, $4, $6 || ''@erased.invalid'')', column_name)
        WHEN 'job' THEN '$5'
        ELSE word
    END;

-- Exports or erases the person's rows among the next ones of a table: of those that belong to the user, or of all in
-- which the address is looked for. A row is changed only if it is still the person's when its lock is had.
--   last_key  of the last row that was looked at; null at the end
--   hits      how many of them are the person's
--   entities  of which the audit tells
--   lines     of an export, as JSON
--   unsealed  whether an audit record that is to be erased waits for its seal; then nothing was done
CREATE FUNCTION work_off_person_rows(job uuid, of_table text, of_part text, after text[], max_rows int)
    RETURNS TABLE (last_key text[], hits int, entities uuid[], lines text[], unsealed boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ${schema}, pg_temp
    SET timezone = 'UTC'
    SET datestyle = 'ISO, YMD'
AS $$
DECLARE
    person person_jobs%ROWTYPE;
    data personal_data%ROWTYPE;
    source tenant_tables%ROWTYPE;
    condition text;
    keys text;
    keys_back text;
    same_row text;
    bounds text;
    act text;
    entity text;
BEGIN
    SELECT * INTO STRICT person
    FROM person_jobs j
    WHERE j.tenant_id = current_tenant() AND j.id = job AND j.completed_at IS NULL AND current_scope() = 'TENANT';
    SELECT * INTO STRICT data FROM personal_data d WHERE d.table_name = of_table AND d.part = of_part;
    SELECT * INTO STRICT source FROM tenant_tables t WHERE t.name = of_table;

    SELECT string_agg('r.' || quote_ident(k.name), ', ' ORDER BY k.position),
           string_agg('p.' || quote_ident(k.name) || ' DESC', ', ' ORDER BY k.position),
           string_agg(format('r.%1$I = p.%1$I', k.name), ' AND ' ORDER BY k.position),
           string_agg(format('$7[%s]::%s', k.position, k.type), ', ' ORDER BY k.position)
    INTO STRICT keys, keys_back, same_row, bounds
    FROM unnest(source.key_columns, source.key_types) WITH ORDINALITY AS k (name, type, position);

    entity := CASE WHEN data.entity_type IS NULL THEN 'NULL::uuid' ELSE data.entity_id END;
    condition := CASE data.person
        WHEN 'USER' THEN format('(%s) = ANY ($2)', data.whose)
        WHEN 'EMAIL' THEN format('names_address(%s, $3, $4)', data.whose)
        ELSE format('(%s) IN (SELECT e.entity_id FROM person_job_entities e WHERE e.tenant_id = $1 AND e.job_id = $5)',
            data.whose)
    END || coalesce(' AND ' || data.only_where, '');

    act := CASE
        WHEN person.kind = 'EXPORT' OR data.treatment = 'KEEP' THEN
            format('SELECT %s AS entity FROM %I r JOIN page p ON %s WHERE p.hit AND r.tenant_id = $1',
                entity, of_table, same_row)
        WHEN data.treatment = 'DELETE' THEN
            format('DELETE FROM %I r USING page p WHERE p.hit AND r.tenant_id = $1 AND %s AND %s RETURNING %s AS entity',
                of_table, same_row, condition, entity)
        ELSE
            format('UPDATE %I r SET %s FROM page p WHERE p.hit AND r.tenant_id = $1 AND %s AND %s RETURNING %s AS entity',
                of_table,
                (SELECT string_agg(format('%I = %s', e.key, replacement_of(e.key, e.value)), ', ' ORDER BY e.key)
                 FROM jsonb_each_text(data.replaced) e),
                same_row, condition, entity)
    END;

    IF of_table = 'audit_logs' AND person.kind = 'ERASURE' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM audit_logs r WHERE r.tenant_id = $1 AND r.seq IS NULL AND %s)', condition)
            INTO unsealed
            USING person.tenant_id, person.user_ids, person.address_salt, person.address_digest, person.id;
    END IF;
    unsealed := coalesce(unsealed, false);
    IF unsealed THEN
        RETURN NEXT;
        RETURN;
    END IF;

    -- The first one reads what belongs to the user by its index; the other looks at every row, a page at a time.
    EXECUTE format(
        'WITH page AS MATERIALIZED ('
        'SELECT %1$s, ARRAY[%2$s]::text[] AS row_key, %3$s AS hit FROM %4$I r '
        'WHERE r.tenant_id = $1 %5$s %6$s ORDER BY %1$s LIMIT $8'
        '), act AS (%7$s) '
        'SELECT (SELECT p.row_key FROM page p ORDER BY %8$s LIMIT 1), (SELECT count(*)::int FROM act), '
        '%9$s, %10$s',
        keys,
        replace(keys, ', ', '::text, ') || '::text',
        CASE data.person WHEN 'EMAIL' THEN condition ELSE 'true' END,
        of_table,
        CASE data.person WHEN 'EMAIL' THEN '' ELSE 'AND ' || condition END,
        CASE WHEN after IS NULL THEN '' ELSE format('AND (%s) > (%s)', keys, bounds) END,
        act,
        keys_back,
        '(SELECT array_agg(DISTINCT a.entity) FILTER (WHERE a.entity IS NOT NULL) FROM act a)',
        CASE WHEN person.kind = 'ERASURE' THEN 'NULL::text[]'
            ELSE format('(SELECT array_agg(row_to_json(e)::text ORDER BY %s) FROM page p JOIN %I r ON %s '
                || 'CROSS JOIN LATERAL (SELECT %s) e WHERE p.hit AND r.tenant_id = $1)',
                keys, of_table, same_row,
                concat_ws(', ', keys, (
                    SELECT string_agg('r.' || quote_ident(s), ', ')
                    FROM unnest(data.shown) s
                    WHERE s <> ALL (source.key_columns))))
            END)
        INTO last_key, hits, entities, lines
        USING person.tenant_id, person.user_ids, person.address_salt, person.address_digest, person.id,
            'erased-' || right(person.id::text, 12), after, max_rows;
    RETURN NEXT;
END
$$;

REVOKE ALL ON FUNCTION work_off_person_rows(uuid, text, text, text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION work_off_person_rows(uuid, text, text, text[], int) TO ${appRole};

-- What an erasure has blanked in the audit: how many places, and the digest that ErasureTally defines.
CREATE FUNCTION erased_records(erasure uuid) RETURNS TABLE (records bigint, digest text)
    LANGUAGE plpgsql STABLE
AS $$
DECLARE
    blanked record;
    chained bytea := decode(repeat('00', 32), 'hex');
BEGIN
    records := 0;
    FOR blanked IN
        SELECT l.seq,
               l.values_erasure IS NOT DISTINCT FROM erasure AS of_values,
               l.origin_erasure IS NOT DISTINCT FROM erasure AS of_origin
        FROM audit_logs l
        WHERE l.tenant_id = (SELECT current_tenant()) AND (l.values_erasure = erasure OR l.origin_erasure = erasure)
        ORDER BY l.seq
    LOOP
        IF blanked.of_values THEN
            chained := sha256(chained || int8send(blanked.seq) || '\x01'::bytea);
            records := records + 1;
        END IF;
        IF blanked.of_origin THEN
            chained := sha256(chained || int8send(blanked.seq) || '\x02'::bytea);
            records := records + 1;
        END IF;
    END LOOP;
    digest := encode(chained, 'hex');
    RETURN NEXT;
END
$$;

REVOKE ALL ON FUNCTION erased_records(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erased_records(uuid) TO ${appRole};

-- The audit of every service: what tells of the person loses its values, what the person did keeps them and loses where
-- it was done from. The order of the parts is that of their names: of what the first one finds to name the address,
-- though the row itself may be gone or name somebody else by now, the second takes all records.
INSERT INTO personal_data (table_name, part, person, whose, only_where, shown, treatment, replaced, entity_type, entity_id)
VALUES
    ('audit_logs', '1-naming', 'EMAIL', 'concat_ws('' '', document_text(r.old_values), document_text(r.new_values))', NULL,
     '{created_at,action,entity_type,entity_id}', 'ERASE',
     '{"old_values": "null", "new_values": "null", "values_salt": "null", "values_erasure": "job", "erased_at": "now()"}',
     '*', 'CASE WHEN r.entity_type IN (SELECT d.entity_type FROM personal_data d) THEN r.entity_id END'),
    ('audit_logs', '2-about', 'ENTITY', 'r.entity_id', 'num_nonnulls(r.old_values, r.new_values) > 0',
     '{created_at,action,entity_type,entity_id,old_values,new_values}', 'ERASE',
     '{"old_values": "null", "new_values": "null", "values_salt": "null", "values_erasure": "job", "erased_at": "now()"}',
     NULL, 'r.entity_id'),
    ('audit_logs', '3-by', 'USER', 'r.actor_id', 'num_nonnulls(r.ip_address, r.user_agent) > 0',
     '{created_at,action,entity_type,entity_id,ip_address,user_agent}', 'ERASE',
     '{"ip_address": "null", "user_agent": "null", "origin_salt": "null", "origin_erasure": "job", "erased_at": "now()"}',
     NULL, 'r.entity_id');

-- An event that could not be taken in yet is needed to repair what is missing; one that was, or was given up, is not.
INSERT INTO personal_data (table_name, part, person, whose, only_where, shown, treatment, replaced, reason)
VALUES
    ('dead_letters', 'address', 'EMAIL', 'payload_text(r.payload)', 'r.status IN (''REPLAYED'', ''DISCARDED'')',
     '{event_type,created_at}', 'ERASE', '{"payload": "''\\x''::bytea", "reason": "''erased''"}', NULL),
    ('dead_letters', 'open', 'EMAIL', 'payload_text(r.payload)', 'r.status IN (''DEAD'', ''PARKED'')',
     '{event_type,created_at}', 'KEEP', '{}', 'events not taken in yet: replay or discard them, and erase again');

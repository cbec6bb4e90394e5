-- Exports and purges of whole tenants, as operators ask for them. Both tables outlive the tenant, so nothing in them
-- points to it; what they keep of it are its id and its slug.
CREATE TABLE departures (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ck_departures_kind CHECK (kind IN ('EXPORT', 'PURGE')),
    tenant_slug text NOT NULL,
    -- An export made while nobody could change anything any more, after which the tenant was not taken up again.
    is_final boolean NOT NULL DEFAULT false,
    -- The export that precedes a purge; null where the operator wanted none.
    export_id uuid,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    -- A JSON Web Signature, compact.
    report text,
    CONSTRAINT pk_departures PRIMARY KEY (tenant_id, id),
    CONSTRAINT ck_departures_final CHECK (kind = 'EXPORT' OR NOT is_final),
    CONSTRAINT ck_departures_report CHECK ((report IS NULL) = (completed_at IS NULL))
);

CREATE UNIQUE INDEX uq_departures_open ON departures (tenant_id) WHERE completed_at IS NULL;

-- What each service has answered, as it came.
CREATE TABLE departure_answers (
    tenant_id uuid NOT NULL,
    departure_id uuid NOT NULL,
    service text NOT NULL,
    completed_at timestamptz NOT NULL,
    outcome jsonb NOT NULL,
    CONSTRAINT pk_departure_answers PRIMARY KEY (tenant_id, departure_id, service),
    CONSTRAINT fk_departure_answers_departure FOREIGN KEY (tenant_id, departure_id)
        REFERENCES departures (tenant_id, id)
);

ALTER TABLE departures ENABLE ROW LEVEL SECURITY;
ALTER TABLE departures FORCE ROW LEVEL SECURITY;
ALTER TABLE departure_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE departure_answers FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (is_final, completed_at, report) ON departures TO ${appRole};
GRANT SELECT, INSERT ON departure_answers TO ${appRole};

CREATE POLICY departure_of_tenant ON departures TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY departure_answer_of_tenant ON departure_answers TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

COMMENT ON TABLE departures IS 'kept by tenant jobs: the signed report of what was exported and deleted';
COMMENT ON TABLE departure_answers IS 'kept by tenant jobs: what the services say that they exported and deleted';

-- Never exported: what could be used to sign in.
COMMENT ON COLUMN account_identities.password_hash IS 'not exported: a password could be guessed from it';
COMMENT ON COLUMN account_identities.password_changed_at IS 'exported: a time';
COMMENT ON COLUMN clients.secret_hash IS 'not exported: a client proves itself against it';
COMMENT ON COLUMN clients.secret_changed_at IS 'exported: a time';
COMMENT ON TABLE refresh_tokens IS 'not exported: nothing but digests of tokens';
COMMENT ON COLUMN refresh_tokens.token_hash IS 'not exported: the digest of a token';
COMMENT ON TABLE authorization_codes IS 'not exported: nothing but codes that live for a minute';
COMMENT ON COLUMN authorization_codes.code_hash IS 'not exported: the digest of a code';
COMMENT ON COLUMN authorization_codes.code_challenge IS 'not exported: the digest of a verifier';

DO $$
DECLARE
    remark record;
BEGIN
    FOR remark IN
        SELECT *
        FROM (VALUES
            ('one_time_tokens', NULL, 'nothing but digests of tokens'),
            ('one_time_tokens', 'token_hash', 'the digest of a token'),
            ('outside_sign_ins', NULL, 'sign-ins under way, which live for minutes'),
            ('outside_sign_ins', 'state_hash', 'the digest of a state'),
            ('outside_sign_ins', 'browser_hash', 'the digest of a cookie'),
            ('auth_providers', 'credentials', 'credentials of the tenant''s provider, encrypted'),
            ('api_keys', 'key_hash', 'a key proves itself against it')
        ) AS remarks (table_name, column_name, reason)
        WHERE to_regclass('${schema}.' || table_name) IS NOT NULL
    LOOP
        EXECUTE CASE WHEN remark.column_name IS NULL
            THEN format('COMMENT ON TABLE %I IS %L', remark.table_name, 'not exported: ' || remark.reason)
            ELSE format('COMMENT ON COLUMN %I.%I IS %L', remark.table_name, remark.column_name,
                'not exported: ' || remark.reason)
            END;
    END LOOP;
END
$$;

-- An account is a person across tenants and belongs to none of them; it goes with its last seat. What keeps it, in
-- whichever tenant, are the foreign keys to it, which nobody has to see for that.
CREATE FUNCTION forget_account_without_seat() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp
AS $$
BEGIN
    DELETE FROM accounts WHERE id = OLD.account_id;
    RETURN NULL;
EXCEPTION WHEN foreign_key_violation THEN
    RETURN NULL;
END
$$;

CREATE TRIGGER account_without_seat AFTER DELETE ON users
    FOR EACH ROW WHEN (OLD.account_id IS NOT NULL)
    EXECUTE FUNCTION forget_account_without_seat();

-- The very last step of a purge: every table is empty of the tenant, and its own row goes. The foreign keys to it make
-- sure that nothing is left.
CREATE FUNCTION forget_purged_tenant() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp
AS $$
BEGIN
    DELETE FROM tenants t
    WHERE t.id = (SELECT current_tenant())
      AND EXISTS (
          SELECT
          FROM tenant_jobs j
          WHERE j.tenant_id = t.id AND j.kind = 'PURGE' AND j.completed_at IS NOT NULL);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The tenant has not been purged';
    END IF;
END
$$;

-- The id of a tenant can be derived from a request, and the request come once more after the purge: to every service its
-- tenant would be the one that is gone.
CREATE FUNCTION refuse_purged_tenant() RETURNS trigger
    LANGUAGE plpgsql SET search_path = ${schema}, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM tenant_jobs j WHERE j.tenant_id = NEW.id AND j.kind = 'PURGE') THEN
        RAISE EXCEPTION 'The tenant was purged' USING ERRCODE = 'unique_violation', CONSTRAINT = 'pk_tenants';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER purged_tenant BEFORE INSERT ON tenants
    FOR EACH ROW EXECUTE FUNCTION refuse_purged_tenant();

REVOKE ALL ON FUNCTION forget_account_without_seat() FROM PUBLIC;
REVOKE ALL ON FUNCTION forget_purged_tenant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_purged_tenant() TO ${appRole};

-- The roles and the schema of one service. Run by a superuser inside the suite's database, once for each service and
-- again whenever a password changes: every statement may be repeated. ${service} is the service's name, the passwords
-- arrive as quoted literals.
--
--   <service>_owner       owns the schema and migrates it; nothing of a running service connects as this role
--   <service>_app         the service at run time; no owner, so row-level security always applies to it
--   <service>_background  cross-tenant work: outbox relay, sealing the audit, retention; rights as narrow as its policies

-- Several services may be set up at once, and roles are shared by the whole cluster.
SELECT pg_advisory_lock(hashtextextended('tentabo.roles', 0));

DO $$
DECLARE
    suffix text;
BEGIN
    FOREACH suffix IN ARRAY ARRAY['owner', 'app', 'background'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${service}_' || suffix) THEN
            EXECUTE format('CREATE ROLE %I', '${service}_' || suffix);
        END IF;
        EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT',
            '${service}_' || suffix);
    END LOOP;
END
$$;

ALTER ROLE ${service}_owner PASSWORD ${ownerPassword};
ALTER ROLE ${service}_app PASSWORD ${appPassword};
ALTER ROLE ${service}_background PASSWORD ${backgroundPassword};

-- Nobody connects to this database or creates anything in it without being named here.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${service}_owner, ${service}_app, ${service}_background',
        current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- Extensions are shared; services use them and cannot add any.
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA extensions;
GRANT USAGE ON SCHEMA extensions TO ${service}_owner, ${service}_app, ${service}_background;

CREATE SCHEMA IF NOT EXISTS ${service};
ALTER SCHEMA ${service} OWNER TO ${service}_owner;
REVOKE ALL ON SCHEMA ${service} FROM PUBLIC;
GRANT USAGE ON SCHEMA ${service} TO ${service}_app, ${service}_background;

-- Functions are executable by everybody unless a migration says otherwise; the schema keeps other services out.
ALTER ROLE ${service}_owner SET search_path = ${service}, extensions;
ALTER ROLE ${service}_app SET search_path = ${service}, extensions;
ALTER ROLE ${service}_background SET search_path = ${service}, extensions;

-- A migration that cannot have its lock gives up instead of queueing every request behind itself.
ALTER ROLE ${service}_owner SET lock_timeout = '5s';

ALTER ROLE ${service}_app SET statement_timeout = '15s';
ALTER ROLE ${service}_app SET lock_timeout = '5s';
ALTER ROLE ${service}_app SET idle_in_transaction_session_timeout = '30s';

ALTER ROLE ${service}_background SET statement_timeout = '5min';
ALTER ROLE ${service}_background SET lock_timeout = '10s';
ALTER ROLE ${service}_background SET idle_in_transaction_session_timeout = '60s';

SELECT pg_advisory_unlock(hashtextextended('tentabo.roles', 0));

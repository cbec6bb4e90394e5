-- The caller of the current transaction, as row-level security policies read it. Each function is STABLE and meant to
-- be used as a scalar subquery, (SELECT current_tenant()), so that the planner evaluates it once per statement. A
-- setting that was never made is NULL, one that a past transaction made is '': both mean that there is none.

CREATE FUNCTION current_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;

CREATE FUNCTION current_user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.user_id', true), '')::uuid;

-- TENANT, ASSIGNED, PARTNER, DISTRIBUTOR, CUSTOMER or NONE
CREATE FUNCTION current_scope() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('app.scope', true), ''), 'NONE');

CREATE FUNCTION current_partner() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.partner_id', true), '')::uuid;

CREATE FUNCTION current_distributor() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.distributor_id', true), '')::uuid;

CREATE FUNCTION current_customer() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.customer_id', true), '')::uuid;

-- Search by part of a word. Neither LIKE nor the trigram operators are leakproof, so under row-level security they
-- cannot use an index. This function can: it runs as the owner of the tables, applies tenant and scope itself, and
-- answers nothing but ids, newest first. The caller reads the rows of those ids under its own policies, so what the
-- function let through by mistake would still not be shown.

CREATE INDEX ix_leads_search ON leads USING gin (tenant_id, search_text extensions.gin_trgm_ops);

-- The owner is subject to forced row-level security as well, and has no policy that shows it a row but these.
CREATE POLICY lead_search ON leads FOR SELECT TO ${schema}_owner USING (true);
CREATE POLICY channel_link_search ON channel_links FOR SELECT TO ${schema}_owner USING (true);

-- The pattern of what holds a text, in any case.
CREATE FUNCTION search_pattern(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '%' || replace(replace(replace(lower($1), '\', '\\'), '%', '\%'), '_', '\_') || '%';

-- Whether the trigram index can narrow the search for a text.
CREATE FUNCTION has_trigram(text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN $1 ~ '[[:alnum:]]{3}';

REVOKE ALL ON FUNCTION search_pattern(text), has_trigram(text) FROM PUBLIC;

-- $1 is what to find, $2 is how many ids at most. Each scope has a branch of its own, of which one is executed: only as
-- a plain condition does owner or channel lead to an index, so that a search costs what the caller's own leads are, not
-- the tenant's. Who sees the whole tenant searches by trigrams. Their matches are materialised, so that the planner never
-- walks a tenant's leads in the order of the result in the hope of a match; but they are read only as far as shows whether
-- there are many, and of many the newest are soon met by that very walk. A text that has no trigrams would have to be
-- looked for in every lead, and is looked for in the newest 10000.
CREATE FUNCTION search_leads(text, integer) RETURNS TABLE (lead_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path = ${schema}, pg_temp
    SET plan_cache_mode = force_custom_plan
AS $$
    WITH of_tenant AS MATERIALIZED (
        SELECT lead.id, lead.created_at
        FROM leads lead
        WHERE (SELECT current_scope()) = 'TENANT' AND has_trigram($1)
          AND lead.tenant_id = (SELECT current_tenant())
          AND lead.search_text LIKE search_pattern($1)
    ),
    frequency AS (
        SELECT count(*) > 10000 AS is_high
        FROM (SELECT FROM of_tenant LIMIT 10001) counted
    ),
    matches AS MATERIALIZED (
        SELECT id, created_at FROM of_tenant WHERE NOT (SELECT is_high FROM frequency)
        UNION ALL
        (
            SELECT lead.id, lead.created_at
            FROM leads lead
            WHERE (SELECT current_scope()) = 'TENANT' AND (SELECT is_high FROM frequency)
              -- no sub-select: so the planner knows how many leads this tenant has, and walks those of a large one
              AND lead.tenant_id = current_tenant()
              -- as LIKE, but not known to the trigram index
              AND strpos(lead.search_text, lower($1)) > 0
            ORDER BY lead.created_at DESC, lead.id DESC
            LIMIT $2
        )
        UNION ALL
        SELECT newest.id, newest.created_at
        FROM (
            SELECT lead.id, lead.created_at, lead.search_text
            FROM leads lead
            WHERE (SELECT current_scope()) = 'TENANT' AND NOT has_trigram($1)
              AND lead.tenant_id = current_tenant()
            ORDER BY lead.created_at DESC, lead.id DESC
            LIMIT 10000
        ) newest
        WHERE newest.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT lead.id, lead.created_at
        FROM leads lead
        WHERE (SELECT current_scope()) = 'ASSIGNED'
          AND lead.tenant_id = (SELECT current_tenant())
          AND lead.owner_id = (SELECT current_user_id())
          AND lead.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT lead.id, lead.created_at
        FROM leads lead
        WHERE (SELECT current_scope()) = 'PARTNER'
          AND lead.tenant_id = (SELECT current_tenant())
          AND lead.partner_id = (SELECT current_partner())
          AND lead.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT lead.id, lead.created_at
        FROM leads lead
        WHERE (SELECT current_scope()) = 'DISTRIBUTOR'
          AND lead.tenant_id = (SELECT current_tenant())
          AND lead.distributor_id = (SELECT current_distributor())
          AND lead.search_text LIKE search_pattern($1)
        UNION ALL
        SELECT managed.id, managed.created_at
        FROM channel_links link
        CROSS JOIN LATERAL (
            SELECT lead.id, lead.created_at
            FROM leads lead
            WHERE lead.tenant_id = (SELECT current_tenant())
              AND lead.partner_id = link.partner_id
              AND lead.distributor_id IS DISTINCT FROM (SELECT current_distributor())
              AND lead.search_text LIKE search_pattern($1)
            -- so that it is read once for each partner
            OFFSET 0
        ) managed
        WHERE (SELECT current_scope()) = 'DISTRIBUTOR'
          AND link.tenant_id = (SELECT current_tenant())
          AND link.distributor_id = (SELECT current_distributor())
          AND link.is_active
    )
    SELECT id FROM matches ORDER BY created_at DESC, id DESC LIMIT $2
$$;

REVOKE ALL ON FUNCTION search_leads(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_leads(text, integer) TO ${appRole};

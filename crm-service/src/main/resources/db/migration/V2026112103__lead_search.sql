-- Search by part of a word. Neither LIKE nor the trigram operators are leakproof, so under row-level security they
-- cannot use an index. This function can: it runs as the owner of the tables, applies tenant and scope itself, and
-- answers nothing but ids, newest first. The caller reads the rows of those ids under its own policies, so what the
-- function let through by mistake would still not be shown.

CREATE INDEX ix_leads_search ON leads USING gin (tenant_id, search_text extensions.gin_trgm_ops);

-- The owner is subject to forced row-level security as well, and has no policy that shows it a row but these.
CREATE POLICY lead_search ON leads FOR SELECT TO ${schema}_owner USING (true);
CREATE POLICY channel_link_search ON channel_links FOR SELECT TO ${schema}_owner USING (true);

-- $1 is what to find, three characters at least or the index is of no use; $2 is how many ids at most. The matches are
-- materialised, so that the planner never walks a tenant's leads in the order of the result in the hope of a match.
CREATE FUNCTION search_leads(text, integer) RETURNS TABLE (lead_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path = ${schema}, pg_temp
    SET plan_cache_mode = force_custom_plan
AS $$
    WITH matches AS MATERIALIZED (
        SELECT lead.id, lead.created_at
        FROM leads lead
        WHERE lead.tenant_id = (SELECT current_tenant())
          AND lead.search_text LIKE
              '%' || replace(replace(replace(lower($1), '\', '\\'), '%', '\%'), '_', '\_') || '%'
          AND CASE (SELECT current_scope())
              WHEN 'TENANT' THEN true
              WHEN 'ASSIGNED' THEN lead.owner_id = (SELECT current_user_id())
              WHEN 'PARTNER' THEN lead.partner_id = (SELECT current_partner())
              WHEN 'DISTRIBUTOR' THEN lead.distributor_id = (SELECT current_distributor())
                  OR lead.partner_id IN (
                      SELECT link.partner_id
                      FROM channel_links link
                      WHERE link.tenant_id = (SELECT current_tenant())
                        AND link.distributor_id = (SELECT current_distributor())
                        AND link.is_active)
              ELSE false END
    )
    SELECT id FROM matches ORDER BY created_at DESC, id DESC LIMIT $2
$$;

REVOKE ALL ON FUNCTION search_leads(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_leads(text, integer) TO ${appRole};

package io.tentabo.benchmark;

/** The statements by which crm-service lists leads, for the baselines that run the same. */
final class LeadListSql {

    /** A page of 50, and the row that tells whether there is another. */
    static final int ROWS = 51;

    static final String SETTINGS = """
            SELECT set_config('app.tenant_id', $1, true),
                   set_config('app.user_id', $2, true),
                   set_config('app.scope', $3, true),
                   set_config('app.partner_id', $4, true),
                   set_config('app.distributor_id', $5, true),
                   set_config('app.customer_id', $6, true)
            """;

    static final String LIST = """
            SELECT l.id, l.title, l.organization, l.contact_name, l.value, l.currency, l.status, l.probability,
                   l.expected_close_date, l.owner_id, l.partner_id, l.distributor_id, l.converted_order_id,
                   l.created_at, l.updated_at, l.version, l.created_at AS keyset_sort, l.id AS keyset_id
            FROM leads l
            ORDER BY l.created_at DESC, l.id DESC
            LIMIT $1
            """;

    private LeadListSql() {}

    /** The same transaction for pgbench, pipelined as the service does it. */
    static String pgbenchScript(String tenantId) {
        String settings = SETTINGS.replace("$1", "'" + tenantId + "'")
                .replace("$3", "'TENANT'")
                .replaceAll("\\$[2456]", "''");
        return """
                \\startpipeline
                BEGIN READ ONLY;
                %s;
                %s;
                COMMIT;
                \\endpipeline
                """.formatted(settings.strip(), LIST.strip().replace("$1", String.valueOf(ROWS)));
    }
}

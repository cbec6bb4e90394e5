package io.tentabo.billing.channel;

import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.security.Caller;

/**
 * The caller's scope as a plain condition, beside the policy that protects the rows.
 *
 * <p>A policy decides by a CASE over the scope, from which the planner can take no index condition. Said once more in
 * the query, the condition leads it to the indexes of the caller's channel or customer instead of through the tenant.
 */
public final class ChannelScope {

    private static final String OF_DISTRIBUTOR = """
            (%1$s.distributor_id = ? OR %1$s.partner_id = ANY (ARRAY(
                SELECT link.partner_id FROM channel_links link
                WHERE link.tenant_id = (SELECT current_tenant()) AND link.distributor_id = ? AND link.is_active)))
            """;

    private ChannelScope() {}

    /**
     * Narrows a list of a table that has channel columns.
     *
     * @param table the table's alias
     * @param assignee the column that names the user to whom a row is assigned
     */
    public static KeysetQuery narrow(KeysetQuery query, Caller caller, String table, String assignee) {
        return switch (caller.scope()) {
            case PARTNER -> query.where(table + ".partner_id = ?", caller.partnerId());
            case CUSTOMER -> query.where(table + ".customer_id = ?", caller.customerId());
            case ASSIGNED -> query.where(table + "." + assignee + " = ?", caller.userId());
            case DISTRIBUTOR -> query.where(OF_DISTRIBUTOR.formatted(table), caller.distributorId());
            case NONE, TENANT -> query;
        };
    }
}

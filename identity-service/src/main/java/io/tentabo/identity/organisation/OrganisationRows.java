package io.tentabo.identity.organisation;

import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.SortKey;
import io.vertx.mutiny.sqlclient.Row;

/** Partners and distributors have the same columns; here they are read. */
public final class OrganisationRows {

    private OrganisationRows() {}

    /** @param table one of the two tables, by its constant name */
    public static KeysetQuery list(String table, OrganisationFilter filter) {
        NamePrefix prefix = NamePrefix.of(filter.q);
        return KeysetQuery.of(table, """
                        SELECT o.id, o.name, o.legal_name, o.registration_number, o.email, o.phone, o.website,
                               o.address_line1, o.address_line2, o.city, o.postal_code, o.country, o.tier, o.is_active,
                               o.notes, o.version, o.created_at, o.updated_at
                        FROM %s o
                        """.formatted(table))
                .where("o.name_key >= ?", prefix.from())
                .where("o.name_key < ?", prefix.below())
                .where("o.is_active = ?", filter.isActive)
                .where("o.country = ?", filter.country)
                .sorts("name", SortKey.text("name", "o.name_key"), SortKey.timestamp("createdAt", "o.created_at"))
                .tieBreak("o.id");
    }

    public static OrganisationProfile profile(Row row) {
        return new OrganisationProfile(
                row.getString("name"),
                row.getString("legal_name"),
                row.getString("registration_number"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("website"),
                row.getString("address_line1"),
                row.getString("address_line2"),
                row.getString("city"),
                row.getString("postal_code"),
                row.getString("country"),
                row.getString("tier"),
                row.getBoolean("is_active"),
                row.getString("notes"));
    }
}

package io.tentabo.crm;

import io.tentabo.kit.security.Caller;
import io.tentabo.test.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks into the database beside the service: as a caller, as its owner, or as nobody in particular. */
public final class CrmSql {

    private CrmSql() {}

    /** The first column of what a caller's query finds. */
    public static List<String> asCaller(Caller caller, String sql) throws SQLException {
        try (Connection connection = TestDatabase.app();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(settings(caller));
            return strings(statement, sql);
        }
    }

    /** The first column of what the superuser's query finds. */
    public static List<String> asSuperuser(String sql) throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            return strings(statement, sql);
        }
    }

    /** The plan of a search function's very body, as its owner. */
    public static List<String> planOfSearch(String function, Caller caller, String text) throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            return explainSearch(statement, "COSTS OFF", function, caller, text);
        }
    }

    /** How many rows of a table a search reads, whether they match or not. */
    public static long rowsReadBySearch(String function, String table, Caller caller, String text) throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            return rowsReadBySearch(statement, function, table, caller, text);
        }
    }

    /** The same among the uncommitted rows of a connection. */
    public static long rowsReadBySearch(Statement statement, String function, String table, Caller caller, String text)
            throws SQLException {
        List<String> plan = explainSearch(statement, "ANALYZE, FORMAT JSON", function, caller, text);
        return new JsonArray(String.join("\n", plan))
                .stream()
                        .map(query -> ((JsonObject) query).getJsonObject("Plan"))
                        .flatMap(CrmSql::nodes)
                        .filter(node -> table.equals(node.getString("Relation Name")))
                        .mapToLong(CrmSql::rowsRead)
                        .sum();
    }

    private static Stream<JsonObject> nodes(JsonObject node) {
        return Stream.concat(
                Stream.of(node),
                node.getJsonArray("Plans", new JsonArray()).stream().flatMap(child -> nodes((JsonObject) child)));
    }

    private static long rowsRead(JsonObject node) {
        double each = Stream.of("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
                .mapToDouble(count -> node.getDouble(count, 0.0))
                .sum();
        return Math.round(each * node.getDouble("Actual Loops"));
    }

    private static List<String> explainSearch(
            Statement statement, String options, String function, Caller caller, String text) throws SQLException {
        String body = strings(statement, "SELECT prosrc FROM pg_proc WHERE proname = '" + function + "'")
                .getFirst();
        statement.execute("SET LOCAL ROLE crm_owner");
        statement.execute("SET LOCAL plan_cache_mode = force_custom_plan");
        statement.execute(settings(caller));
        statement.execute("PREPARE search_plan(text, integer) AS " + body);
        List<String> plan = strings(statement, "EXPLAIN (%s) EXECUTE search_plan('%s', 1000)".formatted(options, text));
        statement.execute("DEALLOCATE search_plan");
        return plan;
    }

    /** A statement that begins a transaction's rows with those that a caller sees. */
    public static String settings(Caller caller) {
        return """
               SELECT set_config('app.tenant_id', '%s', true), set_config('app.user_id', '%s', true),
                      set_config('app.scope', '%s', true), set_config('app.partner_id', '%s', true),
                      set_config('app.distributor_id', '%s', true), set_config('app.customer_id', '%s', true)
               """.formatted(
                        text(caller.tenantId()),
                        text(caller.userId()),
                        caller.scope(),
                        text(caller.partnerId()),
                        text(caller.distributorId()),
                        text(caller.customerId()));
    }

    /** The first column of a query's rows. */
    public static List<String> strings(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}

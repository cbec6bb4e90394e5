package io.tentabo.identity;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the tests ask of the running service. */
public final class Identity {

    public static final String OPERATOR_SECRET = "tentabo.identity.operator.client-secret";
    public static final String PASSWORD = "correct horse battery staple";

    private Identity() {}

    /**
     * A tenant that was made for a test.
     *
     * @param ownerToken access token of its first user
     * @param address from which its requests come
     */
    public record Tenant(UUID id, String slug, UUID ownerId, String ownerEmail, String ownerToken, String address) {

        public RequestSpecification asOwner() {
            return as(ownerToken);
        }

        public RequestSpecification as(String token) {
            return json(address).auth().oauth2(token);
        }

        public Response signIn(String email, String password) {
            return Identity.signIn(slug, email, password, address);
        }

        /** Creates a user with {@link #PASSWORD} and answers its id. */
        public UUID user(String email, Map<String, Object> more) {
            return UUID.fromString(asOwner()
                    .body(newUser(email, more))
                    .post("/identity/v1/users")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }

        public UUID partner(String name) {
            return organisation("partners", name);
        }

        public UUID distributor(String name) {
            return organisation("distributors", name);
        }

        private UUID organisation(String kind, String name) {
            return UUID.fromString(asOwner()
                    .body(Map.of("name", name))
                    .post("/identity/v1/" + kind)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
    }

    /** An address that no other test uses, so that failures of one do not slow another down. */
    public static String anyAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(1, 255));
    }

    public static RequestSpecification json(String address) {
        return given().contentType("application/json").header("X-Forwarded-For", address);
    }

    public static RequestSpecification form(String address) {
        return given().contentType("application/x-www-form-urlencoded").header("X-Forwarded-For", address);
    }

    /** What creates an internal user with {@link #PASSWORD}. */
    public static Map<String, Object> newUser(String email, Map<String, Object> more) {
        Map<String, Object> body = person(email);
        body.put("password", PASSWORD);
        body.putAll(more);
        return body;
    }

    /** What creates an internal user by invitation. */
    public static Map<String, Object> invitation(String email, Map<String, Object> more) {
        Map<String, Object> body = person(email);
        body.put("invite", true);
        body.putAll(more);
        return body;
    }

    private static Map<String, Object> person(String email) {
        return new HashMap<>(Map.of(
                "kind",
                "INTERNAL",
                "email",
                email,
                "firstName",
                "Grace",
                "lastName",
                "Hopper",
                "roles",
                List.of("member")));
    }

    public static Response signIn(String tenant, String email, String password, String address) {
        return json(address)
                .body(Map.of("tenant", tenant, "username", email, "password", password))
                .post("/identity/v1/sessions");
    }

    public static Response refresh(String refreshToken, String address) {
        return json(address).body(Map.of("refreshToken", refreshToken)).post("/identity/v1/sessions/refresh");
    }

    public static String operatorSecret() {
        return ConfigProvider.getConfig().getValue(OPERATOR_SECRET, String.class);
    }

    public static String operatorToken() {
        return form(anyAddress())
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "tentabo-operator")
                .formParam("client_secret", operatorSecret())
                .post("/identity/oauth2/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    public static Map<String, Object> newTenant(String slug, int maxUsers) {
        return Map.of(
                "name",
                "Tenant " + slug,
                "slug",
                slug,
                "maxUsers",
                maxUsers,
                "settings",
                Map.of("defaultCurrency", "EUR", "timezone", "Europe/Paris"),
                "admin",
                Map.of(
                        "email",
                        "Owner@" + slug + ".example",
                        "firstName",
                        "Ada",
                        "lastName",
                        "Lovelace",
                        "password",
                        PASSWORD));
    }

    public static String anySlug() {
        return "t" + UUID.randomUUID().toString().substring(0, 13);
    }

    public static Tenant tenant() {
        return tenant(50);
    }

    public static Tenant tenant(int maxUsers) {
        String slug = anySlug();
        String address = anyAddress();
        Response created = json(address)
                .auth()
                .oauth2(operatorToken())
                .body(newTenant(slug, maxUsers))
                .post("/identity/v1/tenants");
        created.then().statusCode(201);
        String email = "owner@" + slug + ".example";
        String token = signIn(slug, email, PASSWORD, address)
                .then()
                .statusCode(201)
                .extract()
                .path("accessToken");
        return new Tenant(
                UUID.fromString(created.path("id")),
                slug,
                UUID.fromString(created.path("adminUserId")),
                email,
                token,
                address);
    }

    /** Changes the database behind the service's back. */
    public static int execute(String sql, Object... parameters) {
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    public static String query(String sql, Object... parameters) {
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}

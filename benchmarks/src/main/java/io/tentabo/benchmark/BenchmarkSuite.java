package io.tentabo.benchmark;

import io.tentabo.local.ServiceName;
import io.tentabo.local.Suite;
import io.tentabo.local.SuiteOptions;
import io.tentabo.test.keycloak.KeycloakDatabase;
import io.tentabo.test.servers.DatabaseServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The suite on data of its own, with a tenant to measure and access to the database as the services' own roles. */
final class BenchmarkSuite implements AutoCloseable {

    /** Of every JVM under load. */
    static final List<String> HEAP = List.of("-Xms256m", "-Xmx512m");

    private static final String SLUG = "benchmark";
    private static final String ADMIN = "admin@benchmark.example";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Suite suite;
    private final UUID tenantId;

    private BenchmarkSuite(Suite suite) throws IOException, InterruptedException {
        this.suite = suite;
        createTenant();
        String claims = token().split("\\.", 3)[1];
        this.tenantId = UUID.fromString(
                new JsonObject(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                        .getString("tenant_id"));
    }

    static BenchmarkSuite start(Path data, boolean nativeExecutables) throws IOException, InterruptedException {
        Suite suite =
                Suite.start(SuiteOptions.in(data).withJvmArguments(HEAP).withNativeExecutables(nativeExecutables));
        try {
            return new BenchmarkSuite(suite);
        } catch (IOException | InterruptedException | RuntimeException e) {
            suite.close();
            throw e;
        }
    }

    UUID tenantId() {
        return tenantId;
    }

    URI identity() {
        return suite.serviceUri(ServiceName.IDENTITY);
    }

    URI crm() {
        return suite.serviceUri(ServiceName.CRM);
    }

    URI billing() {
        return suite.serviceUri(ServiceName.BILLING);
    }

    String kafka() {
        return suite.bootstrapServers();
    }

    URI database() {
        return URI.create(suite.databaseUrl());
    }

    /** The password of a service's runtime role, which row-level security binds. */
    String appPassword(ServiceName service) {
        return suite.secrets().databasePassword(service, "app");
    }

    /** In which one more process of a service joins the suite. */
    Map<String, String> environment(ServiceName service, int port) {
        return suite.environment(service, port);
    }

    ProcessHandle process(ServiceName service) {
        return ProcessHandle.of(suite.pid(service)).orElseThrow();
    }

    /** An empty database on the suite's server, of a role of the same name. */
    KeycloakDatabase createDatabase(String name) throws SQLException {
        String password = UUID.randomUUID().toString();
        DatabaseServer server = suite.databaseServer();
        server.createDatabase(name);
        try (Connection superuser = server.connect(name);
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
            statement.execute("ALTER DATABASE " + name + " OWNER TO " + name);
        }
        return new KeycloakDatabase(server.url(name), name, password);
    }

    /** The process ids of PostgreSQL's processes that serve a role. */
    List<Long> connectionsOf(String role) throws SQLException {
        List<Long> processes = new ArrayList<>();
        try (Connection superuser = suite.databaseServer().connect("postgres");
                PreparedStatement connections =
                        superuser.prepareStatement("SELECT pid FROM pg_stat_activity WHERE usename = ?")) {
            connections.setString(1, role);
            try (ResultSet rows = connections.executeQuery()) {
                while (rows.next()) {
                    processes.add(rows.getLong(1));
                }
            }
        }
        return processes;
    }

    PgBench pgbench(ServiceName service, int clients) {
        return new PgBench(database(), service.slice() + "_app", appPassword(service), clients);
    }

    /** Runs statements in one transaction as a service's runtime role, in any tenant: seeding, not measuring. */
    void seed(ServiceName service, UUID tenant, List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:" + suite.databaseUrl(), service.slice() + "_app", appPassword(service))) {
            connection.setAutoCommit(false);
            try (PreparedStatement settings = connection.prepareStatement(
                    "SELECT set_config('app.tenant_id', ?, true), set_config('app.scope', 'TENANT', true),"
                            + " set_config('statement_timeout', '0', true)")) {
                settings.setString(1, tenant.toString());
                settings.execute();
            }
            for (String sql : statements) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.execute();
                }
            }
            connection.commit();
        }
    }

    /** Returns when a service's relay and audit sealer have caught up, so that no round pays for the one before. */
    void awaitQuiet(ServiceName service) throws SQLException, InterruptedException {
        try (Connection background = background(service);
                PreparedStatement unfinished = background.prepareStatement("SELECT EXISTS (SELECT FROM outbox)"
                        + " OR EXISTS (SELECT FROM audit_logs WHERE seq IS NULL)")) {
            for (boolean busy = true; busy; Thread.sleep(Duration.ofMillis(100))) {
                try (ResultSet answer = unfinished.executeQuery()) {
                    busy = answer.next() && answer.getBoolean(1);
                }
            }
        }
    }

    /** Keeps every sealer of a service's audit from working until the connection is closed, by holding their lock. */
    Connection withoutSealing(ServiceName service) throws SQLException {
        Connection background = background(service);
        try (Statement statement = background.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtext('tentabo.audit'), hashtext(current_schema()))");
        }
        return background;
    }

    private Connection background(ServiceName service) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + suite.databaseUrl(),
                service.slice() + "_background",
                suite.secrets().databasePassword(service, "background"));
    }

    /** Vacuums and analyses a table after seeding, as the server would by itself in the middle of the measurement. */
    void settle(ServiceName service, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:" + suite.databaseUrl(),
                        service.slice() + "_owner",
                        suite.secrets().databasePassword(service, "owner"));
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE " + table);
        }
    }

    /** A new access token of the tenant's administrator; it lives five minutes. */
    String token() throws InterruptedException {
        return signIn().getString("accessToken");
    }

    /** A new session of the tenant's administrator. */
    JsonObject signIn() throws InterruptedException {
        return post("/identity/v1/sessions", credentials());
    }

    /** By which the tenant's administrator signs in. */
    String credentials() {
        return new JsonObject()
                .put("tenant", SLUG)
                .put("username", ADMIN)
                .put("password", suite.secrets().demoPassword(ADMIN))
                .encode();
    }

    /** A new client with a service account, as the form by which it asks for a token. */
    String clientCredentials(String name) throws InterruptedException {
        String id = create(
                        "/identity/v1/clients",
                        new JsonObject().put("name", name).put("roles", new JsonArray().add("viewer")))
                .getString("id");
        JsonObject secret = create("/identity/v1/clients/" + id + "/secret", new JsonObject());
        return "grant_type=client_credentials&client_id=" + secret.getString("clientId") + "&client_secret="
                + URLEncoder.encode(secret.getString("clientSecret"), StandardCharsets.UTF_8);
    }

    /** Posts as the tenant's administrator, through the gateway. */
    JsonObject create(String path, JsonObject body) throws InterruptedException {
        return send(HttpRequest.newBuilder(suite.baseUri().resolve(path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private void createTenant() throws InterruptedException {
        String form = "grant_type=client_credentials&client_id=tentabo-operator&client_secret="
                + URLEncoder.encode(suite.secrets().operatorSecret(), StandardCharsets.UTF_8);
        String operator = send(HttpRequest.newBuilder(suite.baseUri().resolve("/identity/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .getString("access_token");
        JsonObject tenant = new JsonObject()
                .put("name", "Benchmark")
                .put("slug", SLUG)
                .put(
                        "admin",
                        new JsonObject()
                                .put("email", ADMIN)
                                .put("firstName", "Bench")
                                .put("lastName", "Mark")
                                .put("password", suite.secrets().demoPassword(ADMIN)));
        send(HttpRequest.newBuilder(suite.baseUri().resolve("/identity/v1/tenants"))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(tenant.encode())));
    }

    private JsonObject post(String path, String body) throws InterruptedException {
        return send(HttpRequest.newBuilder(suite.baseUri().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonObject send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("Answered " + response.statusCode() + ": " + response.body());
            }
            return new JsonObject(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("The suite does not answer", e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        suite.close();
    }
}

package io.tentabo.test;

import io.tentabo.test.servers.DatabaseServer;
import io.tentabo.test.servers.ServiceRoles;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The servers of this JVM, started at first use. Loaded by the system class loader only, see
 * {@link TentaboInfrastructure}; public because it is called by reflection from another one.
 */
public final class SharedInfrastructure {

    private static final String DATABASE = "tentabo";
    private static final int KEY_BYTES = 32;
    private static final String PASSWORD = "it's a \\ test";

    /** Not made by the class initializer: the threads that start the servers need the class initialized. */
    private static @Nullable SharedInfrastructure instance;

    private final DatabaseServer database;
    private final String bootstrapServers;
    private final TokenIssuer issuer;
    private final String masterKeys;

    private SharedInfrastructure() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(SharedInfrastructure.class.getClassLoader());
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            boolean containers = "containers".equals(System.getProperty("tentabo.test.infrastructure"));
            CompletableFuture<DatabaseServer> postgres = CompletableFuture.supplyAsync(
                    containers ? Containers::startPostgres : EmbeddedServers::startPostgres, starters);
            CompletableFuture<String> kafka = CompletableFuture.supplyAsync(
                    containers ? Containers::startKafka : EmbeddedServers::startKafka, starters);
            issuer = TokenIssuer.start();
            masterKeys = "test:" + base64Key() + "," + Sealed.RETIRED_MASTER_KEY + ":" + base64Key();
            database = postgres.join();
            bootstrapServers = kafka.join();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Makes the roles and the schema of a service and answers everything that it must be configured with. */
    public static synchronized Map<String, String> propertiesFor(String service) {
        if (instance == null) {
            instance = new SharedInfrastructure();
        }
        return instance.configure(service);
    }

    private Map<String, String> configure(String service) {
        try {
            database.createDatabase(DATABASE);
            try (Connection superuser = database.connect(DATABASE)) {
                ServiceRoles.withPassword(service, PASSWORD).applyTo(superuser);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database roles of " + service + " could not be made", e);
        }
        Map<String, String> properties = new HashMap<>();
        properties.put("tentabo.database.url", database.url(DATABASE));
        properties.put("tentabo.database.owner-password", PASSWORD);
        properties.put("tentabo.database.app-password", PASSWORD);
        properties.put("tentabo.database.background-password", PASSWORD);
        properties.put("tentabo.crypto.master-keys", masterKeys);
        properties.put("tentabo.identity.url", issuer.url());
        properties.put("tentabo.token.issuer", TokenIssuer.ISSUER);
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        properties.put(TestDatabase.SUPERUSER, database.superuser());
        properties.put(TestDatabase.SUPERUSER_PASSWORD, database.password());
        // The broker runs in this process and logs through it.
        properties.put("quarkus.log.category.\"kafka\".level", "ERROR");
        properties.put("quarkus.log.category.\"state.change.logger\".level", "ERROR");
        properties.put("quarkus.log.category.\"org.apache.kafka\".level", "ERROR");
        return properties;
    }

    private static String base64Key() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}

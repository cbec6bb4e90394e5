package io.tentabo.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * PostgreSQL, Kafka and a token issuer for {@code @QuarkusTest}s of a service:
 * {@code @QuarkusTestResource(TentaboInfrastructure.class)} is all that a test class needs.
 *
 * <p>The service's name is read from {@code tentabo.service} in its {@code application.properties}; its roles and its
 * schema are made in a database that only this JVM uses. The servers start once per JVM, whatever number of
 * applications is started and stopped, and end with it. The system property {@code tentabo.test.infrastructure} chooses
 * between {@code embedded} servers (the default) and {@code containers}.
 *
 * <p>Init argument {@code tokens=none}: the service under test verifies tokens with its own keys, so no issuer is set.
 */
public class TentaboInfrastructure implements QuarkusTestResourceLifecycleManager {

    private boolean issuesTokens = true;

    @Override
    public void init(Map<String, String> arguments) {
        issuesTokens = !"none".equals(arguments.get("tokens"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> properties = new HashMap<>(onlyOnceInThisJvm(serviceName()));
        if (!issuesTokens) {
            properties
                    .keySet()
                    .removeIf(name -> name.startsWith("tentabo.identity.")
                            || name.startsWith("tentabo.token.")
                            || name.startsWith("quarkus.oidc."));
        }
        return properties;
    }

    /**
     * The servers belong to the JVM, so their classes come from the class loader that lives as long: Quarkus loads this
     * class anew for every application, and closes the loader after it.
     */
    @SuppressWarnings("unchecked")
    private static Map<String, String> onlyOnceInThisJvm(String service) {
        try {
            return (Map<String, String>) ClassLoader.getSystemClassLoader()
                    .loadClass("io.tentabo.test.SharedInfrastructure")
                    .getMethod("propertiesFor", String.class)
                    .invoke(null, service);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The test infrastructure did not start", e);
        }
    }

    private static String serviceName() {
        try (InputStream stream =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("application.properties")) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            String service = properties.getProperty("tentabo.service");
            if (service == null) {
                throw new IllegalStateException("application.properties does not set tentabo.service");
            }
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers outlive the application under test; the JVM's end stops them. */
    @Override
    public void stop() {}
}

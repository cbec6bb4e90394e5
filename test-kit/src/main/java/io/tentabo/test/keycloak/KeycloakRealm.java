package io.tentabo.test.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A realm to start with.
 *
 * @param name as in its addresses
 * @param json as Keycloak exports it
 */
public record KeycloakRealm(String name, String json) {

    /** The realm of a file beside a class. */
    public static KeycloakRealm of(String name, Class<?> beside, String file) throws IOException {
        try (InputStream source = beside.getResourceAsStream(file)) {
            if (source == null) {
                throw new IOException("There is no " + file + " beside " + beside.getName());
            }
            return new KeycloakRealm(name, new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

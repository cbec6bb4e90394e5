package io.tentabo.test.keycloak;

/**
 * A PostgreSQL database that is a Keycloak's alone.
 *
 * @param url {@code postgresql://host:port/name}
 * @param role that owns it
 */
public record KeycloakDatabase(String url, String role, String password) {

    @Override
    public String toString() {
        return "KeycloakDatabase[url=" + url + ", role=" + role + "]";
    }
}

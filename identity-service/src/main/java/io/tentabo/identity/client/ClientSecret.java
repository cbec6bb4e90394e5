package io.tentabo.identity.client;

/** A new secret, shown this once. */
record ClientSecret(String clientId, String clientSecret) {

    @Override
    public String toString() {
        return "ClientSecret[clientId=" + clientId + "]";
    }
}

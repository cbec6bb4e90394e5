package io.tentabo.identity.token;

import java.util.List;

/**
 * What a user has granted to a client.
 *
 * @param clientId to whom
 * @param scopes what for
 */
public record TokenGrant(String clientId, List<String> scopes) {

    /** The scope of all that the user may do. */
    public static final String EVERYTHING = "tentabo";

    public TokenGrant {
        scopes = List.copyOf(scopes);
    }

    /** As OAuth writes it. */
    public String scope() {
        return String.join(" ", scopes);
    }

    /**
     * The user as far as the grant goes: with the permissions among the scopes that the user has, and without roles, from
     * which services would otherwise conclude more.
     */
    TokenSubject limit(TokenSubject user) {
        return scopes.contains(EVERYTHING)
                ? user
                : new TokenSubject(
                        user.id(),
                        user.tenantId(),
                        user.kind(),
                        List.of(),
                        user.permissions().stream().filter(scopes::contains).toList(),
                        user.rowScope(),
                        user.partnerId(),
                        user.distributorId(),
                        user.customerId());
    }
}

package io.tentabo.identity.client;

import io.tentabo.identity.token.TokenGrant;
import io.tentabo.model.permission.SystemRole;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a client may ask a user for: the standard's scopes, single permissions, or all that the user may do. */
public final class Scopes {

    public static final String OPENID = "openid";
    public static final String PROFILE = "profile";
    public static final String EMAIL = "email";

    private static final SortedSet<String> ALL = new TreeSet<>(Stream.concat(
                    Stream.of(OPENID, PROFILE, EMAIL, TokenGrant.EVERYTHING),
                    Stream.of(SystemRole.values()).flatMap(role -> role.permissions().stream()))
            .toList());

    private Scopes() {}

    static boolean isKnown(String scope) {
        return ALL.contains(scope);
    }

    /** Every scope there is, sorted. */
    public static List<String> all() {
        return List.copyOf(ALL);
    }
}

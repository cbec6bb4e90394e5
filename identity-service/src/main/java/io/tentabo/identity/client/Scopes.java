package io.tentabo.identity.client;

import io.tentabo.identity.role.Roles;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.security.Caller;
import io.tentabo.model.permission.SystemRole;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a client may ask a user for: the standard's scopes, single permissions, or all that the user may do. */
public final class Scopes {

    public static final String OPENID = "openid";
    public static final String PROFILE = "profile";
    public static final String EMAIL = "email";

    private static final Set<String> STANDARD = Set.of(OPENID, PROFILE, EMAIL);

    private static final SortedSet<String> ALL = new TreeSet<>(Stream.of(
                    STANDARD.stream(),
                    Stream.of(TokenGrant.EVERYTHING),
                    Stream.of(SystemRole.values()).flatMap(role -> role.permissions().stream()))
            .flatMap(scopes -> scopes)
            .toList());

    private Scopes() {}

    /**
     * Lets a caller decide what a client may ask for, as far as the caller may do it itself.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 otherwise
     */
    static void requireWithinOwn(Caller caller, Collection<String> scopes) {
        Set<String> permissions = new HashSet<>(scopes);
        permissions.removeAll(STANDARD);
        boolean everything = permissions.remove(TokenGrant.EVERYTHING);
        Roles.requireWithinOwn(caller, everything, permissions);
    }

    static boolean isKnown(String scope) {
        return ALL.contains(scope);
    }

    /** Whether the scope is a single permission. */
    public static boolean isPermission(String scope) {
        return isKnown(scope) && !STANDARD.contains(scope) && !scope.equals(TokenGrant.EVERYTHING);
    }

    /** Every scope there is, sorted. */
    public static List<String> all() {
        return List.copyOf(ALL);
    }
}

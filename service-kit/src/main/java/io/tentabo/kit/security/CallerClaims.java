package io.tentabo.kit.security;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The claims by which an access token names its caller; the issuer writes them, every service reads them. */
public final class CallerClaims {

    public static final String TENANT_ID = "tenant_id";
    public static final String KIND = "kind";
    public static final String ROLES = "roles";
    public static final String PERMISSIONS = "permissions";
    public static final String PARTNER_ID = "partner_id";
    public static final String DISTRIBUTOR_ID = "distributor_id";
    public static final String CUSTOMER_ID = "customer_id";
    public static final String ROW_SCOPE = "row_scope";
    public static final String SESSION_ID = "sid";

    /** Set when the token is what an API key was exchanged for. */
    public static final String API_KEY_ID = "api_key_id";

    private CallerClaims() {}

    /**
     * Reads the caller from a verified token. A token that names a scope without the id it needs gets no rows.
     *
     * @throws IllegalArgumentException when an id or the scope is malformed, which no token of the issuer is
     */
    static Caller read(JsonWebToken token) {
        UUID partner = id(token, PARTNER_ID);
        UUID distributor = id(token, DISTRIBUTOR_ID);
        UUID customer = id(token, CUSTOMER_ID);
        return new Caller(
                id(token, TENANT_ID),
                UUID.fromString(token.getSubject()),
                actorType(text(token, KIND)),
                scope(text(token, ROW_SCOPE), partner, distributor, customer),
                strings(token, ROLES),
                strings(token, PERMISSIONS),
                partner,
                distributor,
                customer,
                RequestOrigin.INTERNAL);
    }

    private static RowScope scope(
            @Nullable String name, @Nullable UUID partner, @Nullable UUID distributor, @Nullable UUID customer) {
        RowScope scope = name == null ? RowScope.NONE : RowScope.valueOf(name);
        boolean complete =
                switch (scope) {
                    case NONE, TENANT, ASSIGNED -> true;
                    case PARTNER -> partner != null;
                    case DISTRIBUTOR -> distributor != null;
                    case CUSTOMER -> customer != null;
                };
        return complete ? scope : RowScope.NONE;
    }

    private static ActorType actorType(@Nullable String kind) {
        return switch (kind) {
            case "ADMIN", "OPERATOR" -> ActorType.ADMIN;
            case "SERVICE" -> ActorType.SERVICE;
            case null, default -> ActorType.USER;
        };
    }

    private static @Nullable UUID id(JsonWebToken token, String claim) {
        String text = text(token, claim);
        return text == null ? null : UUID.fromString(text);
    }

    private static @Nullable String text(JsonWebToken token, String claim) {
        return text(token.<Object>getClaim(claim));
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonString string -> string.getString();
            case JsonValue json -> json == JsonValue.NULL ? null : json.toString();
            default -> value.toString();
        };
    }

    private static Set<String> strings(JsonWebToken token, String claim) {
        Set<String> strings = new HashSet<>();
        if (token.<Object>getClaim(claim) instanceof Collection<?> values) {
            for (Object value : values) {
                String string = text(value);
                if (string != null) {
                    strings.add(string);
                }
            }
        }
        return strings;
    }
}

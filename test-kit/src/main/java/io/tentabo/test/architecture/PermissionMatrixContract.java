package io.tentabo.test.architecture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tentabo.model.permission.SystemRole;
import io.tentabo.test.TestTokens;
import io.tentabo.test.architecture.Endpoint.Access;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Which role may call which endpoint, as a table that is read and reviewed by people: each service keeps it in
 * {@code src/test/resources/permission-matrix.txt} and extends this class in its test.
 *
 * <p>A line reads {@code GET /crm/v1/leads: owner admin manager}. Instead of roles it says {@code public} where no token is
 * needed, {@code *} for everybody who is signed in, or {@code -} for no role of a tenant. Every endpoint is called with the
 * token of every role: one that the line names must get past the refusal, whatever it is then told about its empty
 * request; every other must be refused with 403, and a call without a token with 401.
 */
public abstract class PermissionMatrixContract {

    private static final String FILE = "/permission-matrix.txt";
    private static final String PUBLIC = "public";
    private static final String SIGNED_IN = "*";
    private static final Set<Integer> REFUSALS = Set.of(401, 403);

    /** An access token of a user that holds this role and no other; by default one of {@link TestTokens}. */
    protected String token(SystemRole role) {
        return TestTokens.holderOf(role, UUID.randomUUID()).token();
    }

    /** The package of the service under test and those below it; by default {@code io.tentabo.<second part>}. */
    protected String rootPackage() {
        return "io.tentabo." + getClass().getPackageName().split("\\.", 4)[2];
    }

    @Test
    void theMatrixHasALineForEveryEndpoint() {
        // When
        Map<String, String> declared = new TreeMap<>();
        Endpoint.in(rootPackage()).forEach(endpoint -> declared.put(nameOf(endpoint), declaredRoles(endpoint)));

        // Then
        assertThat(matrix().keySet())
                .as("lines of %s; as the endpoints declare it:%n%s", FILE, lines(declared))
                .containsExactlyInAnyOrderElementsOf(declared.keySet());
    }

    @Test
    void everyEndpointAnswersEveryRoleAsTheMatrixSays() {
        // Given
        Map<SystemRole, String> tokens = new EnumMap<>(SystemRole.class);
        for (SystemRole role : SystemRole.values()) {
            tokens.put(role, token(role));
        }

        // When
        List<String> surprises = new ArrayList<>();
        matrix().forEach((endpoint, allowed) -> {
            boolean isPublic = allowed.equals(PUBLIC);
            note(surprises, endpoint, "nobody", isPublic, 401, status(given(), endpoint));
            if (!isPublic) {
                Set<String> roles = Set.of(allowed.split(" "));
                tokens.forEach((role, token) -> note(
                        surprises,
                        endpoint,
                        role.roleName(),
                        roles.contains(SIGNED_IN) || roles.contains(role.roleName()),
                        403,
                        status(given().auth().oauth2(token), endpoint)));
            }
        });

        // Then
        assertThat(surprises).isEmpty();
    }

    private static void note(
            List<String> surprises, String endpoint, String caller, boolean isAllowed, int refusal, int status) {
        boolean asExpected = isAllowed ? !REFUSALS.contains(status) : status == refusal;
        if (!asExpected) {
            surprises.add("%s answers %s with %d".formatted(endpoint, caller, status));
        }
    }

    private static int status(RequestSpecification caller, String endpoint) {
        String[] methodAndPath = endpoint.split(" ", 2);
        String path = methodAndPath[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        boolean hasBody = Set.of("POST", "PUT", "PATCH").contains(methodAndPath[0]);
        RequestSpecification request =
                hasBody ? caller.contentType(ContentType.JSON).body("{}") : caller;
        return request.request(methodAndPath[0], path).statusCode();
    }

    private Map<String, String> matrix() {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String nameOf(Endpoint endpoint) {
        return endpoint.httpMethod() + " " + endpoint.path();
    }

    private static String declaredRoles(Endpoint endpoint) {
        if (endpoint.access() != Access.PERMISSION) {
            return endpoint.access() == Access.PUBLIC ? PUBLIC : SIGNED_IN;
        }
        String roles = Arrays.stream(SystemRole.values())
                .filter(role -> endpoint.permissions().stream().anyMatch(role.permissions()::contains))
                .map(SystemRole::roleName)
                .collect(Collectors.joining(" "));
        return roles.isEmpty() ? "-" : roles;
    }

    private static String lines(Map<String, String> matrix) {
        return matrix.entrySet().stream()
                .map(line -> line.getKey() + ": " + line.getValue())
                .collect(Collectors.joining("\n"));
    }
}

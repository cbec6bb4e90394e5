package io.tentabo.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.model.permission.Permissions;
import io.tentabo.test.architecture.Endpoint.Access;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint says who may call it. A service keeps this in one line, in a test that needs no application:
 * {@code class EndpointTest extends EndpointContract {}}.
 */
public abstract class EndpointContract {

    /** The package of the service under test and those below it; by default {@code io.tentabo.<second part>}. */
    protected String rootPackage() {
        return "io.tentabo." + getClass().getPackageName().split("\\.", 4)[2];
    }

    @Test
    void everyEndpointDemandsAPermissionOrIsMarkedPublic() {
        // When
        List<String> undeclared = Endpoint.in(rootPackage()).stream()
                .filter(endpoint -> endpoint.access() == Access.UNDECLARED)
                .map(endpoint -> endpoint.httpMethod() + " " + endpoint.path() + " (" + endpoint.declaredAt() + ")")
                .toList();

        // Then
        assertThat(undeclared)
                .as("endpoints with neither @PermissionsAllowed nor @Authenticated nor @PermitAll")
                .isEmpty();
    }

    @Test
    void anEndpointDemandsPermissionsThatExist() {
        // Given
        Set<String> existing = Arrays.stream(Permissions.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(EndpointContract::value)
                .collect(Collectors.toSet());

        // When
        List<String> demanded = Endpoint.in(rootPackage()).stream()
                .flatMap(endpoint -> endpoint.permissions().stream())
                .distinct()
                .toList();

        // Then
        assertThat(existing).containsAll(demanded);
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

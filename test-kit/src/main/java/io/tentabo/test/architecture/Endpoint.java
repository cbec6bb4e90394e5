package io.tentabo.test.architecture;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A method that a client can call over HTTP.
 *
 * @param httpMethod GET, POST and so on
 * @param path template from the root, e.g. {@code /crm/v1/leads/{id}}
 * @param permissions any one of them admits a caller; empty when none is demanded
 * @param access what the endpoint declares about its callers
 * @param declaredAt class and method
 */
public record Endpoint(String httpMethod, String path, Set<String> permissions, Access access, String declaredAt) {

    private static final String JAX_RS = "jakarta.ws.rs.";
    private static final List<String> HTTP_METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final String PERMISSIONS_ALLOWED = "io.quarkus.security.PermissionsAllowed";

    /** What an endpoint declares about its callers. */
    public enum Access {
        /** One of the endpoint's permissions. */
        PERMISSION,
        /** Any valid access token. */
        AUTHENTICATED,
        /** Everybody. */
        PUBLIC,
        /** Nothing: a mistake. */
        UNDECLARED
    }

    /** Every endpoint of the classes in a package and below, by path and method. */
    public static List<Endpoint> in(String rootPackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(rootPackage);
        return classes.stream()
                .filter(ArchitectureRules.isResource())
                .flatMap(Endpoint::of)
                .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::httpMethod))
                .toList();
    }

    private static Stream<Endpoint> of(JavaClass resource) {
        String base = template(resource).orElse("");
        return resource.getAllMethods().stream().flatMap(method -> HTTP_METHODS.stream()
                .filter(name -> method.isAnnotatedWith(JAX_RS + name))
                .map(name -> of(resource, base, method, name)));
    }

    private static Endpoint of(JavaClass resource, String base, JavaMethod method, String httpMethod) {
        String path = join(base, template(method).orElse(""));
        Set<String> permissions = new TreeSet<>(demanded(method));
        Access access = access(method, permissions);
        if (access == Access.UNDECLARED) {
            permissions.addAll(demanded(resource));
            access = access(resource, permissions);
        }
        return new Endpoint(httpMethod, path, permissions, access, resource.getName() + "." + method.getName());
    }

    private static Access access(CanBeAnnotated element, Set<String> permissions) {
        if (!permissions.isEmpty()) {
            return Access.PERMISSION;
        }
        if (element.isAnnotatedWith("io.quarkus.security.Authenticated")) {
            return Access.AUTHENTICATED;
        }
        return element.isAnnotatedWith("jakarta.annotation.security.PermitAll") ? Access.PUBLIC : Access.UNDECLARED;
    }

    private static Set<String> demanded(HasAnnotations<?> element) {
        Set<String> permissions = new TreeSet<>();
        for (JavaAnnotation<?> annotation : element.getAnnotations()) {
            String type = annotation.getRawType().getName();
            if (type.equals(PERMISSIONS_ALLOWED)) {
                permissions.addAll(values(annotation));
            } else if (type.equals(PERMISSIONS_ALLOWED + "$List")) {
                Object[] repeated = (Object[]) annotation.get("value").orElse(new Object[0]);
                Arrays.stream(repeated).forEach(one -> permissions.addAll(values((JavaAnnotation<?>) one)));
            }
        }
        return permissions;
    }

    private static List<String> values(JavaAnnotation<?> annotation) {
        return List.of((String[]) annotation.get("value").orElse(new String[0]));
    }

    private static Optional<String> template(HasAnnotations<?> element) {
        return element.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().getName().equals(JAX_RS + "Path"))
                .map(annotation -> String.valueOf(annotation.get("value").orElse("")))
                .findFirst();
    }

    private static String join(String base, String rest) {
        String joined = ("/" + base + "/" + rest).replaceAll("/{2,}", "/");
        return joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }
}

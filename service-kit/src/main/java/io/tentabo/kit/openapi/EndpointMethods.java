package io.tentabo.kit.openapi;

import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.openapi.model.Extensions;
import io.smallrye.openapi.runtime.util.JandexUtil;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** The Java method behind each operation of the document, also where it is inherited from a resource of the kit. */
final class EndpointMethods {

    private final Map<String, MethodInfo> byReference = new HashMap<>();

    EndpointMethods(IndexView index) {
        index.getAnnotations(Path.class).stream()
                .filter(path -> path.target().kind() == AnnotationTarget.Kind.CLASS)
                .map(path -> path.target().asClass())
                .forEach(resource -> hierarchy(resource, index)
                        .flatMap(type -> type.methods().stream())
                        .forEach(method -> byReference.putIfAbsent(
                                JandexUtil.createUniqueMethodReference(resource, method), method)));
    }

    /** Whether only callers with an access token or an API key are let in. */
    boolean demandsCaller(Operation operation) {
        return method(operation)
                .filter(method -> !method.hasAnnotation(PermitAll.class))
                .filter(method -> isOrWithin(method, PermissionsAllowed.class)
                        || isOrWithin(method, PermissionsAllowed.List.class)
                        || isOrWithin(method, Authenticated.class))
                .isPresent();
    }

    boolean honoursIdempotencyKey(Operation operation) {
        return method(operation)
                .filter(method -> method.hasAnnotation(HonoursIdempotencyKey.class))
                .isPresent();
    }

    private static boolean isOrWithin(MethodInfo method, Class<? extends Annotation> annotation) {
        return method.hasAnnotation(annotation) || method.declaringClass().hasDeclaredAnnotation(annotation);
    }

    private Optional<MethodInfo> method(Operation operation) {
        return Optional.ofNullable(byReference.get(Extensions.getMethodRef(operation)));
    }

    private static Stream<ClassInfo> hierarchy(ClassInfo resource, IndexView index) {
        return Stream.<@Nullable ClassInfo>iterate(
                        resource,
                        type -> type != null,
                        type -> type.superName() == null ? null : index.getClassByName(type.superName()))
                .map(type -> type);
    }
}

package io.tentabo.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.tentabo.test.architecture.ArchitectureRules.isResource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;

/** A resource speaks HTTP and nothing else. */
final class ResourceRules {

    private ResourceRules() {}

    static ArchRule areNamedResource() {
        return classes()
                .that(isResource())
                .should()
                .haveSimpleNameEndingWith("Resource")
                .as("a class with endpoints is named for them: *Resource");
    }

    static ArchRule holdNoDatabase() {
        return noClasses()
                .that(isResource())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.sqlclient..",
                        "io.vertx.mutiny.sqlclient..",
                        "org.hibernate..",
                        "jakarta.persistence..",
                        "java.sql..",
                        "io.tentabo.kit.tenancy..")
                .as("resources hold neither SQL nor a session nor a transaction");
    }

    static ArchRule showNoEntity() {
        return methods()
                .that()
                .areDeclaredInClassesThat(isResource())
                .should(notMentionEntities())
                .as("entities never cross a resource");
    }

    static ArchRule areCalledByClientsOnly() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat(isResource())
                .as("nothing calls a resource but its clients");
    }

    static ArchRule sayThatTheyHonourKeys() {
        return methods()
                .that()
                .areDeclaredInClassesThat(isResource())
                .should(beMarkedIfTheyHonourKeys())
                .as("an endpoint is @HonoursIdempotencyKey if, and only if, it goes through Idempotency.once");
    }

    private static ArchCondition<JavaMethod> beMarkedIfTheyHonourKeys() {
        return new ArchCondition<>("be marked if they honour keys") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean honours = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Idempotency.class)
                                && call.getName().equals("once"));
                if (honours != method.isAnnotatedWith(HonoursIdempotencyKey.class)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is not"));
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> notMentionEntities() {
        return new ArchCondition<>("not mention entities") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getReturnType().getAllInvolvedRawTypes().forEach(type -> check(method, type, events));
                method.getParameterTypes().stream()
                        .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream())
                        .forEach(type -> check(method, type, events));
            }

            private void check(JavaMethod method, JavaClass type, ConditionEvents events) {
                if (type.isAnnotatedWith("jakarta.persistence.Entity")) {
                    events.add(SimpleConditionEvent.violated(
                            method, method.getFullName() + " mentions the entity " + type.getName()));
                }
            }
        };
    }
}

package io.tentabo.test.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The rules of the suite's architecture that can be read from its classes. */
final class ArchitectureRules {

    private static final String[] SERVICES = {
        "io.tentabo.identity..", "io.tentabo.crm..", "io.tentabo.billing..", "io.tentabo.sync.."
    };

    private ArchitectureRules() {}

    static Stream<ArchRule> all(String rootPackage, Set<String> waitingClasses) {
        return Stream.of(
                noOtherService(rootPackage),
                TransactionRules.onlyTheKitOpensTransactions(),
                TransactionRules.noDeclarativeTransactions(),
                TransactionRules.noBlockingWait(waitingClasses),
                ResourceRules.areNamedResource(),
                ResourceRules.holdNoDatabase(),
                ResourceRules.showNoEntity(),
                ResourceRules.areCalledByClientsOnly(),
                ResourceRules.sayThatTheyHonourKeys(),
                FeatureRules.keepTheirEntities(),
                FeatureRules.areNullMarked(),
                noFieldInjection(),
                noConfigurationBesidesMappings(),
                noLegacyTime(),
                noStaticRandom(),
                noVagueNames(),
                noBlockingAnnotations());
    }

    private static ArchRule noOtherService(String rootPackage) {
        String own = rootPackage + "..";
        String[] others =
                Arrays.stream(SERVICES).filter(service -> !service.equals(own)).toArray(String[]::new);
        return noClasses()
                .that(resideInAPackage(own))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .as("a service never depends on another service's code, and the kit on none");
    }

    /** Except for base classes, whose subclasses need not repeat what only the base uses. */
    private static ArchRule noFieldInjection() {
        return fields().that()
                .areDeclaredInClassesThat()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .notBeAnnotatedWith(Inject.class)
                .andShould()
                .notBeAnnotatedWith(ConfigProperty.class)
                .as("dependencies arrive through constructors");
    }

    private static ArchRule noConfigurationBesidesMappings() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.config.ConfigProvider")
                .as("configuration is read through @ConfigMapping interfaces");
    }

    /** A native executable would be compiled with the seed in it, and does not compile therefore. */
    private static ArchRule noStaticRandom() {
        return noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(assignableTo(Random.class))
                .as("random generators are fields of beans, not static; io.tentabo.model has ids and codes");
    }

    private static ArchRule noLegacyTime() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar")
                .orShould()
                .callConstructor(java.util.Date.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.text.SimpleDateFormat")
                .as("time is java.time");
    }

    private static ArchRule noVagueNames() {
        return classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dao|DTO|Dto)$")
                .as("a class is named for what it is: no Util, Helper, Manager, Impl, Dao or Dto");
    }

    private static ArchRule noBlockingAnnotations() {
        return noMethods()
                .that()
                .areDeclaredInClassesThat(isResource())
                .should()
                .beAnnotatedWith("io.smallrye.common.annotation.Blocking")
                .as("endpoints never block");
    }

    static DescribedPredicate<JavaClass> isResource() {
        return DescribedPredicate.describe(
                "JAX-RS resources",
                candidate -> candidate.isAnnotatedWith("jakarta.ws.rs.Path") && !candidate.isInterface());
    }
}

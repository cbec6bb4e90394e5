package io.tentabo.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A package is a feature and keeps its tables to itself. */
final class FeatureRules {

    private FeatureRules() {}

    static ArchRule keepTheirEntities() {
        return classes()
                .should(useOnlyTheirFeaturesEntities())
                .as("a feature uses another feature's service, never its entities");
    }

    static ArchRule areNullMarked() {
        return classes()
                .that(DescribedPredicate.describe(
                        "were written by us",
                        candidate -> candidate.getSource().isPresent()
                                && !candidate.getSimpleName().equals("package-info")
                                && !candidate.getName().contains("_")))
                .should(liveInANullMarkedPackage())
                .as("every package says that nothing in it is null unless marked");
    }

    private static ArchCondition<JavaClass> useOnlyTheirFeaturesEntities() {
        return new ArchCondition<>("use only their feature's entities") {
            @Override
            public void check(JavaClass candidate, ConditionEvents events) {
                for (Dependency dependency : candidate.getDirectDependenciesFromSelf()) {
                    JavaClass used = dependency.getTargetClass();
                    if (used.isAnnotatedWith("jakarta.persistence.Entity")
                            && !used.getPackageName().equals(candidate.getPackageName())) {
                        events.add(SimpleConditionEvent.violated(candidate, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a null-marked package") {
            @Override
            public void check(JavaClass candidate, ConditionEvents events) {
                boolean marked = candidate
                        .getPackage()
                        .tryGetAnnotationOfType("org.jspecify.annotations.NullMarked")
                        .isPresent();
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(
                            candidate, candidate.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}

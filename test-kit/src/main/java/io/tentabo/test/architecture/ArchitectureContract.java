package io.tentabo.test.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The architecture rules as tests. A service keeps them in one line, in a test that needs no application:
 * {@code class ArchitectureTest extends ArchitectureContract {}}.
 */
public abstract class ArchitectureContract {

    private static final String SUITE = "io.tentabo.";

    /** The package of the service under test and those below it; by default {@code io.tentabo.<second part>}. */
    protected String rootPackage() {
        String[] parts = getClass().getPackageName().split("\\.", 4);
        return SUITE + parts[2];
    }

    /** Names of classes that wait for a Uni because they only run on a thread of their own, e.g. at start-up. */
    protected Set<String> waitingClasses() {
        return Set.of();
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(rootPackage());
        if (classes.isEmpty()) {
            throw new AssertionError("No class below " + rootPackage());
        }
        return ArchitectureRules.all(rootPackage(), waitingClasses()).map(rule -> test(rule, classes));
    }

    private static DynamicTest test(ArchRule rule, JavaClasses classes) {
        return DynamicTest.dynamicTest(
                rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
    }
}

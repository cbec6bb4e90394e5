package io.tentabo.test.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Predicate;

/** One way into a transaction, and no thread that waits in it. */
final class TransactionRules {

    private static final Set<String> START_AND_END =
            Set.of("io.quarkus.runtime.StartupEvent", "io.quarkus.runtime.ShutdownEvent");
    private static final String OPENERS = "(getConnection|withConnection|withTransaction|query|preparedQuery|begin)";
    private static final String SESSION_OPENERS = "(openSession|openStatelessSession|with.*|createEntityManager.*)";

    /** Uses the background role's pool that its caller was given. */
    private static final Set<String> ON_THE_BACKGROUND_POOL = Set.of("io.tentabo.kit.outbox.RelayConnection");

    /** The relay's own thread, and the check that keeps a service with too many rights from starting. */
    private static final Set<String> ON_THEIR_OWN_THREAD =
            Set.of("io.tentabo.kit.outbox.RelayConnection", "io.tentabo.kit.tenancy.RoleSelfCheck");

    private TransactionRules() {}

    /** The pools of the background role are the kit's exception: they see across tenants and live in its own jobs. */
    static ArchRule onlyTheKitOpensTransactions() {
        return noClasses()
                .that(describe(
                        "are not io.tentabo.kit.tenancy and do not use the background role's pool",
                        candidate -> !candidate.getPackageName().startsWith("io.tentabo.kit.tenancy")
                                && !ON_THE_BACKGROUND_POOL.contains(candidate.getName())
                                && !usesBackgroundPool(candidate)))
                .should()
                .callMethodWhere(callsPool().or(callsSessionFactory()).or(callsPanacheSession()))
                .as("only io.tentabo.kit.tenancy opens connections, sessions and transactions");
    }

    static ArchRule noDeclarativeTransactions() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "open transactions by annotation",
                        candidate -> candidate.getName().equals("jakarta.transaction.Transactional")
                                || candidate.getName().startsWith("io.quarkus.hibernate.reactive.panache.common.With")))
                .as("no transaction is opened by annotation");
    }

    /**
     * Work on a worker thread may block on what it does, never on a Uni; threads that wait are named and few.
     *
     * @param waiting further classes that only run on a thread of their own
     */
    static ArchRule noBlockingWait(Set<String> waiting) {
        return noClasses()
                .that(describe(
                        "have no thread of their own",
                        candidate -> !ON_THEIR_OWN_THREAD.contains(candidate.getName())
                                && !waiting.contains(candidate.getName())))
                .should()
                .callMethodWhere(isCall(Thread.class, "sleep")
                        .or(isCall("io.smallrye.mutiny.Uni", "await"))
                        .or(isCall("java.util.concurrent.CompletableFuture", "(get|join)"))
                        .and(whileItServes()))
                .as("no thread sleeps or waits for a Uni");
    }

    /** What observes the start or the end is to delay it: no request is served then. */
    private static DescribedPredicate<JavaCall<?>> whileItServes() {
        return DescribedPredicate.describe("while it serves", call -> call.getOrigin().getRawParameterTypes().stream()
                .noneMatch(parameter -> START_AND_END.contains(parameter.getName())));
    }

    private static DescribedPredicate<JavaCall<?>> callsPool() {
        return target(owner(assignableTo("io.vertx.mutiny.sqlclient.Pool").or(assignableTo("io.vertx.sqlclient.Pool"))))
                .and(target(nameMatching(OPENERS)));
    }

    private static DescribedPredicate<JavaCall<?>> callsSessionFactory() {
        return target(owner(assignableTo("org.hibernate.reactive.mutiny.Mutiny$SessionFactory")
                        .or(assignableTo("org.hibernate.SessionFactory"))))
                .and(target(nameMatching(SESSION_OPENERS)));
    }

    private static DescribedPredicate<JavaCall<?>> callsPanacheSession() {
        return target(owner(assignableTo("io.quarkus.hibernate.reactive.panache.Panache")));
    }

    private static boolean usesBackgroundPool(JavaClass candidate) {
        return candidate.getConstructors().stream()
                .flatMap(constructor -> constructor.getParameters().stream())
                .anyMatch(parameter -> parameter.getAnnotations().stream()
                        .anyMatch(annotation -> annotation
                                        .getRawType()
                                        .getName()
                                        .equals("io.quarkus.reactive.datasource.ReactiveDataSource")
                                && annotation
                                        .get("value")
                                        .filter("background"::equals)
                                        .isPresent()));
    }

    private static DescribedPredicate<JavaCall<?>> isCall(Class<?> type, String method) {
        return isCall(type.getName(), method);
    }

    private static DescribedPredicate<JavaCall<?>> isCall(String type, String method) {
        return target(owner(assignableTo(type))).and(target(nameMatching(method)));
    }

    private static DescribedPredicate<JavaClass> describe(String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }
}

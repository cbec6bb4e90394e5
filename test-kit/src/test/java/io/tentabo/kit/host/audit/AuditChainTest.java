package io.tentabo.kit.host.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.AuditVerification;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.audit.VerificationResult.Reason;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class AuditChainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Journal journal;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    @Inject
    AuditVerification verification;

    private final UUID tenant = UUID.randomUUID();

    @Test
    void aTenantWithoutRecordsIsIntact() {
        assertThat(verify(tenant)).isEqualTo(new VerificationResult(true, 0, 0, 0, null));
    }

    @Test
    void writersOfATenantDoNotWaitForEachOtherAndShareOneChain() throws InterruptedException {
        // Given
        var release = new CompletableFuture<Void>();
        var slow = callers.inBackground(
                        Caller.system(tenant),
                        () -> transactions.write(
                                tx -> journal.write(tx, entry(0)).chain(() -> until(release))))
                .subscribeAsCompletionStage();

        // When
        write(tenant, 3);
        AuditFixture.awaitSealed(tenant);
        boolean wasOpenMeanwhile = !slow.isDone();
        release.complete(null);
        slow.join();
        AuditFixture.awaitSealed(tenant);

        // Then
        assertThat(wasOpenMeanwhile).isTrue();
        assertThat(verify(tenant)).isEqualTo(new VerificationResult(true, 4, 0, 0, null));
    }

    @Test
    void chainsOfManyTenantsAreSealedAndVerifiedPageByPage() throws InterruptedException {
        // Given
        List<UUID> tenants = Stream.generate(UUID::randomUUID).limit(3).toList();

        // When
        IntStream.range(0, 25).forEach(round -> tenants.parallelStream().forEach(each -> write(each, 100)));
        for (UUID each : tenants) {
            AuditFixture.awaitSealed(each);
        }

        // Then
        assertThat(tenants).allSatisfy(each -> assertThat(verify(each))
                .isEqualTo(new VerificationResult(true, 2_500, 0, 0, null)));
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                Arguments.of(
                        "a value is altered",
                        "UPDATE audit_logs SET new_values = '{\"n\": 9}' WHERE tenant_id = :tenant AND seq = 3",
                        3,
                        Reason.ALTERED),
                Arguments.of(
                        "an actor is altered",
                        "UPDATE audit_logs SET actor_type = 'ADMIN' WHERE tenant_id = :tenant AND seq = 2",
                        2,
                        Reason.ALTERED),
                Arguments.of("the time is altered", """
                        UPDATE audit_logs SET created_at = created_at + interval '1 microsecond'
                        WHERE tenant_id = :tenant AND seq = 4
                        """, 4, Reason.ALTERED),
                Arguments.of("a value is altered and its digest and hash with it", """
                        UPDATE audit_logs SET new_values = '{"n": 9}', values_digest = sha256('x'), hash = sha256('y')
                        WHERE tenant_id = :tenant AND seq = 3
                        """, 3, Reason.ALTERED),
                Arguments.of("values are blanked as if by an erasure", """
                        UPDATE audit_logs
                        SET new_values = NULL, values_salt = NULL, values_erasure = uuidv7(), erased_at = now()
                        WHERE tenant_id = :tenant AND seq = 3
                        """, 3, Reason.ERASED),
                Arguments.of("an origin is blanked as if by an erasure that was at work once", """
                        INSERT INTO person_jobs (tenant_id, id, kind, user_ids, requested_at, due_at, completed_at)
                        VALUES (:tenant, uuidv7(), 'ERASURE', '{}', now(), now(), now());
                        UPDATE audit_logs
                        SET ip_address = NULL, user_agent = NULL, origin_salt = NULL, erased_at = now(),
                            origin_erasure = (SELECT id FROM person_jobs WHERE tenant_id = :tenant)
                        WHERE tenant_id = :tenant AND seq = 2
                        """, 2, Reason.ERASED),
                Arguments.of(
                        "a record is removed",
                        "DELETE FROM audit_logs WHERE tenant_id = :tenant AND seq = 3",
                        3,
                        Reason.REMOVED),
                Arguments.of(
                        "the first record is removed",
                        "DELETE FROM audit_logs WHERE tenant_id = :tenant AND seq = 1",
                        1,
                        Reason.REMOVED),
                Arguments.of("two records change places", """
                        UPDATE audit_logs SET seq = CASE seq WHEN 2 THEN 3 ELSE 2 END
                        WHERE tenant_id = :tenant AND seq IN (2, 3)
                        """, 2, Reason.ALTERED),
                Arguments.of("a record is inserted at a position that is taken", """
                        INSERT INTO audit_logs SELECT (jsonb_populate_record(l, jsonb_build_object('id', uuidv7()))).*
                        FROM audit_logs l WHERE tenant_id = :tenant AND seq = 4
                        """, 4, Reason.INSERTED),
                Arguments.of("a record is appended behind the head", """
                        INSERT INTO audit_logs
                        SELECT (jsonb_populate_record(l, jsonb_build_object('id', uuidv7(), 'seq', 6))).*
                        FROM audit_logs l WHERE tenant_id = :tenant AND seq = 5
                        """, 6, Reason.INSERTED),
                Arguments.of(
                        "the end is cut off",
                        "DELETE FROM audit_logs WHERE tenant_id = :tenant AND seq >= 4",
                        4,
                        Reason.CUT_OFF),
                Arguments.of(
                        "every record is removed",
                        "DELETE FROM audit_logs WHERE tenant_id = :tenant",
                        1,
                        Reason.CUT_OFF),
                Arguments.of("the end is cut off and the head moved back", """
                        DELETE FROM audit_logs WHERE tenant_id = :tenant AND seq = 5;
                        UPDATE audit_chains SET seq = 4 WHERE tenant_id = :tenant;
                        """, 4, Reason.HEAD_ALTERED),
                Arguments.of(
                        "the head is removed",
                        "DELETE FROM audit_chains WHERE tenant_id = :tenant",
                        1,
                        Reason.INSERTED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampering")
    void verificationNamesTheFirstBrokenRecord(String what, String statements, long seq, Reason reason)
            throws InterruptedException {
        // Given
        write(tenant, 5);
        AuditFixture.awaitSealed(tenant);

        // When
        AuditFixture.tamper(statements, tenant);

        // Then
        VerificationResult result = verify(tenant);
        assertThat(result.intact()).isFalse();
        assertThat(result.broken()).isNotNull();
        assertThat(result.broken().reason()).isEqualTo(reason);
        assertThat(result.broken().seq()).isEqualTo(seq);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_logs SET action = 'x'",
                "DELETE FROM audit_logs",
                "TRUNCATE audit_logs",
                "UPDATE audit_chains SET seq = 0",
                "DELETE FROM audit_logs_default",
            })
    void theServiceItselfCanNeitherChangeNorDeleteRecords(String statement) throws SQLException {
        try (Connection database = TestDatabase.app()) {
            assertThatThrownBy(() -> database.createStatement().execute(statement))
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_logs SET new_values = NULL",
                "DELETE FROM audit_logs",
                "UPDATE audit_logs SET values_erasure = uuidv7()",
                "DELETE FROM audit_chains",
            })
    void theSealerCanNeitherChangeWhatItSealsNorDelete(String statement) throws SQLException {
        try (Connection database = TestDatabase.background()) {
            assertThatThrownBy(() -> database.createStatement().execute(statement))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aSealedRecordIsOutOfTheSealersReach() throws SQLException, InterruptedException {
        // Given
        write(tenant, 1);
        AuditFixture.awaitSealed(tenant);

        // When
        int changed;
        try (Connection database = TestDatabase.background();
                var statement = database.createStatement()) {
            changed = statement.executeUpdate("UPDATE audit_logs SET hash = 'x' WHERE tenant_id = '" + tenant + "'");
        }

        // Then
        assertThat(changed).isZero();
    }

    private void write(UUID tenantId, int records) {
        List<AuditEntry> entries =
                IntStream.range(0, records).mapToObj(AuditChainTest::entry).toList();
        callers.inBackground(Caller.system(tenantId), () -> transactions.write(tx -> journal.write(tx, entries)))
                .await()
                .atMost(PATIENCE);
    }

    /** Completes on the context that waits, where the transaction belongs. */
    private static Uni<Void> until(CompletableFuture<Void> release) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(release)
                .emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private static AuditEntry entry(int n) {
        return AuditEntry.created("lead", UUID.randomUUID(), Map.of("n", n));
    }

    private VerificationResult verify(UUID tenantId) {
        return callers.inBackground(Caller.NOBODY, () -> verification.verify(tenantId))
                .await()
                .atMost(PATIENCE);
    }
}

package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.crm.Crm;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.UserRemoved;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadHandoverTest {

    private static final InstantSource CLOCK = InstantSource.system();

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens boss = Crm.owner(tenant);

    @Test
    void everyOpenLeadOfARemovedUserGoesToItsSuccessorAndClosedOnesStay() {
        // Given
        UUID leaver = UUID.randomUUID();
        UUID successor = UUID.randomUUID();
        TestTokens leaving = TestTokens.user(tenant, leaver).roles("manager");
        List<UUID> open = new ArrayList<>();
        for (int i = 0; i < 53; i++) {
            open.add(Crm.registerLead(leaving, "Deal " + i));
        }
        UUID lost = Crm.registerLead(leaving, "Lost deal");
        as(leaving)
                .body(Map.of("status", "LOST", "reason", "too dear"))
                .post("/crm/v1/leads/{id}/status", lost)
                .then()
                .statusCode(200);
        UUID others = Crm.registerLead(boss, "Another's deal");

        // When
        remove(leaver, successor);

        // Then
        Crm.await("all open leads have changed hands", () -> open.stream()
                .allMatch(id -> ownerOf(id).equals(successor.toString())));
        assertThat(ownerOf(lost)).isEqualTo(leaver.toString());
        assertThat(ownerOf(others)).isNotEqualTo(successor.toString());
        assertThat(query("SELECT handed_over FROM lead_handovers WHERE from_user_id = ?", leaver))
                .isEqualTo("53");
        assertThat(query("""
                SELECT count(*)
                FROM audit_logs
                WHERE tenant_id = ? AND action = 'lead.updated' AND new_values ->> 'ownerId' = ?
                """, tenant, successor.toString())).isEqualTo("53");
        TestEvents.awaitEvent(
                "crm",
                published -> published.key().equals(open.getFirst().toString())
                        && published.payload(LeadEvent.class).ownerId().equals(successor));
    }

    @Test
    void aLeadThatComesAfterTheRemovalIsHandedOverTooUntilNothingMoreCanCome() {
        // Given
        UUID leaver = UUID.randomUUID();
        UUID successor = UUID.randomUUID();
        remove(leaver, successor);
        Crm.await("the removal is known", () -> isKnown(leaver));

        // When
        UUID late = Crm.registerLead(TestTokens.user(tenant, leaver).roles("manager"), "By a token that lives on");
        execute("UPDATE lead_handovers SET due_at = now() WHERE from_user_id = ?", leaver);

        // Then
        Crm.await("the late lead has changed hands", () -> ownerOf(late).equals(successor.toString()));
        complete(leaver);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSuccessorWhoIsRemovedInTurnPassesOnInWhicheverOrderTheEventsArrive(boolean inOrder) {
        // Given
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        UUID lead = Crm.registerLead(TestTokens.user(tenant, first).roles("manager"), "Much moved");

        // When
        remove(inOrder ? first : second, inOrder ? second : last);
        Crm.await("the one removal is known", () -> isKnown(inOrder ? first : second));
        remove(inOrder ? second : first, inOrder ? last : second);

        // Then
        Crm.await("the lead is the last one's", () -> ownerOf(lead).equals(last.toString()));
    }

    @Test
    void aLeadThatIsReopenedLaterGoesToWhoeverSucceedsByThen() {
        // Given
        UUID leaver = UUID.randomUUID();
        UUID successor = UUID.randomUUID();
        UUID last = UUID.randomUUID();
        UUID lead = Crm.registerLead(TestTokens.user(tenant, leaver).roles("manager"), "Not lost for good");
        Crm.move(boss, lead, "LOST", "too dear");
        remove(leaver, successor);
        Crm.await("the removal is known", () -> isKnown(leaver));
        complete(leaver);
        remove(successor, last);
        Crm.await("the successor's removal is known", () -> isKnown(successor));
        complete(successor);

        // When
        Crm.move(boss, lead, "CONTACTED", "they called");

        // Then
        Crm.await("the lead has changed hands", () -> ownerOf(lead).equals(last.toString()));
        Crm.await("the handover is completed again", () -> {
            execute("UPDATE lead_handovers SET due_at = now() WHERE from_user_id = ?", leaver);
            return isCompleted(leaver);
        });
    }

    private static void complete(UUID user) {
        execute(
                "UPDATE lead_handovers SET due_at = now(), removed_at = removed_at - interval '1 hour' WHERE from_user_id = ?",
                user);
        Crm.await("the handover is completed", () -> isCompleted(user));
    }

    private static boolean isCompleted(UUID user) {
        return query("SELECT completed_at IS NOT NULL FROM lead_handovers WHERE from_user_id = ?", user)
                .equals("t");
    }

    private static boolean isKnown(UUID user) {
        return query("SELECT 1 FROM lead_handovers WHERE from_user_id = ?", user)
                .equals("1");
    }

    private String ownerOf(UUID lead) {
        return as(boss).get("/crm/v1/leads/{id}", lead)
                .then()
                .statusCode(200)
                .extract()
                .path("ownerId");
    }

    private void remove(UUID user, UUID successor) {
        TestEvents.publish("identity", tenant, removal(user, successor));
    }

    private static void execute(String sql, Object... parameters) {
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    private static String query(String sql, Object... parameters) {
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static DomainEvent removal(UUID user, UUID successor) {
        return new DomainEvent(
                "user",
                user,
                UserRemoved.TYPE,
                new UserRemoved(
                        user, successor, UUID.randomUUID(), CLOCK.instant().truncatedTo(ChronoUnit.MICROS)));
    }
}

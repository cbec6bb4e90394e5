package io.tentabo.crm.lead;

import static io.tentabo.crm.lead.LeadStatus.CONTACTED;
import static io.tentabo.crm.lead.LeadStatus.LOST;
import static io.tentabo.crm.lead.LeadStatus.NEW;
import static io.tentabo.crm.lead.LeadStatus.QUALIFIED;
import static io.tentabo.crm.lead.LeadStatus.WON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.crm.lead.LeadStatus.Move;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadTest {

    private static final Instant NOW = Instant.parse("2027-01-15T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // from,      NEW,       CONTACTED, QUALIFIED, PROPOSAL,  NEGOTIATION, WON,     LOST
        "NEW,         ILLEGAL,   ADVANCE,   ADVANCE,   ADVANCE,   ADVANCE,     WIN,     LOSE",
        "CONTACTED,   STEP_BACK, ILLEGAL,   ADVANCE,   ADVANCE,   ADVANCE,     WIN,     LOSE",
        "QUALIFIED,   STEP_BACK, STEP_BACK, ILLEGAL,   ADVANCE,   ADVANCE,     WIN,     LOSE",
        "PROPOSAL,    STEP_BACK, STEP_BACK, STEP_BACK, ILLEGAL,   ADVANCE,     WIN,     LOSE",
        "NEGOTIATION, STEP_BACK, STEP_BACK, STEP_BACK, STEP_BACK, ILLEGAL,     WIN,     LOSE",
        "WON,         REOPEN,    REOPEN,    REOPEN,    REOPEN,    REOPEN,      ILLEGAL, ILLEGAL",
        "LOST,        REOPEN,    REOPEN,    REOPEN,    REOPEN,    REOPEN,      ILLEGAL, ILLEGAL"
    })
    void everyPairOfStatusesHasItsMove(
            LeadStatus from,
            Move toNew,
            Move toContacted,
            Move toQualified,
            Move toProposal,
            Move toNegotiation,
            Move toWon,
            Move toLost) {
        // Given
        Move[] expected = {toNew, toContacted, toQualified, toProposal, toNegotiation, toWon, toLost};

        // When
        Move[] moves = new Move[LeadStatus.values().length];
        for (LeadStatus to : LeadStatus.values()) {
            moves[to.ordinal()] = from.to(to);
        }

        // Then
        assertThat(moves).containsExactly(expected);
    }

    @Test
    void aLeadMayAdvanceWithoutAReason() {
        // Given
        Lead lead = lead();

        // When
        lead.changeStatus(QUALIFIED, null, false, NOW);

        // Then
        assertThat(lead.status()).isEqualTo(QUALIFIED);
    }

    @ParameterizedTest
    @CsvSource({"CONTACTED", "WON", "LOST"})
    void backWonByHandAndLostNeedAReason(LeadStatus target) {
        // Given
        Lead lead = lead();
        lead.changeStatus(QUALIFIED, null, false, NOW);

        // When
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> lead.changeStatus(target, "  ", true, NOW));

        // Then
        assertThat(problem.getStatusCode()).isEqualTo(422);
        assertThat(problem.getParameters()).containsEntry("code", "lead.reason-required");
        assertThat(lead.status()).isEqualTo(QUALIFIED);
    }

    @Test
    void aLostLeadRemembersWhyUntilItIsReopened() {
        // Given
        Lead lead = lead();
        lead.changeStatus(LOST, "Budget cut", false, NOW);
        String whileLost = lead.lostReason();

        // When
        lead.changeStatus(CONTACTED, "New budget", true, NOW);

        // Then
        assertThat(whileLost).isEqualTo("Budget cut");
        assertThat(lead.lostReason()).isNull();
        assertThat(lead.status()).isEqualTo(CONTACTED);
    }

    @Test
    void onlyWhoMayReopenReopens() {
        // Given
        Lead lead = lead();
        lead.changeStatus(LOST, "Budget cut", false, NOW);

        // When
        HttpProblem problem =
                catchThrowableOfType(HttpProblem.class, () -> lead.changeStatus(NEW, "New budget", false, NOW));

        // Then
        assertThat(problem.getStatusCode()).isEqualTo(403);
    }

    @Test
    void aConvertedLeadStaysWon() {
        // Given
        Lead lead = lead();
        lead.convert(UUID.randomUUID(), NOW);

        // When
        HttpProblem problem =
                catchThrowableOfType(HttpProblem.class, () -> lead.changeStatus(NEW, "Start again", true, NOW));

        // Then
        assertThat(problem.getParameters()).containsEntry("code", "lead.converted");
        assertThat(lead.status()).isEqualTo(WON);
    }

    @Test
    void aLostLeadIsNotConvertible() {
        // Given
        Lead lead = lead();
        lead.changeStatus(LOST, "Budget cut", false, NOW);

        // When, Then
        assertThatThrownBy(lead::requireConvertible).isInstanceOf(HttpProblem.class);
    }

    private static Lead lead() {
        LeadFields fields = new LeadFields(
                "200 seats",
                null,
                null,
                null,
                null,
                null,
                null,
                new BigDecimal("1000"),
                "EUR",
                null,
                null,
                null,
                UUID.randomUUID(),
                null,
                null);
        return Lead.register(UUID.randomUUID(), UUID.randomUUID(), fields, NOW);
    }
}

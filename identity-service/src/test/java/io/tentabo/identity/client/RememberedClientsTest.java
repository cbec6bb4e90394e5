package io.tentabo.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.attempt.Attempt;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RememberedClientsTest {

    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Attempt HERE = attempt("oxibox.erp", "192.0.2.1");
    private static final Attempt ELSEWHERE = attempt("oxibox.erp", "192.0.2.2");
    private static final byte[] SECRET = ClientCredentials.hash("the right one");
    private static final AuthenticatedClient CLIENT =
            new AuthenticatedClient("oxibox.erp", Optional.empty(), Optional.empty());

    private Duration passed = Duration.ZERO;
    private final RememberedClients remembered = new RememberedClients(TIME, () -> passed.toNanos());

    @BeforeEach
    void theClientProvesItself() {
        remembered.proved(HERE, SECRET, CLIENT);
    }

    @Test
    void theSameSecretAtTheSameAddressIsEnoughForAWhile() {
        assertThat(remembered.find(HERE, SECRET)).containsSame(CLIENT);

        passed = TIME;

        assertThat(remembered.find(HERE, SECRET)).isEmpty();
    }

    @Test
    void anotherSecretOrAddressOrClientIsNot() {
        assertThat(remembered.find(HERE, ClientCredentials.hash("a guess"))).isEmpty();
        assertThat(remembered.find(ELSEWHERE, SECRET)).isEmpty();
        assertThat(remembered.find(attempt("oxibox.bi", "192.0.2.1"), SECRET)).isEmpty();
    }

    @Test
    void aFailureEndsItWhereItHappened() {
        remembered.proved(ELSEWHERE, SECRET, CLIENT);

        remembered.failed(HERE);

        assertThat(remembered.find(HERE, SECRET)).isEmpty();
        assertThat(remembered.find(ELSEWHERE, SECRET)).isPresent();
    }

    @Test
    void aChangeEndsItEverywhereAndForNobodyElse() {
        Attempt other = attempt("oxibox.bi", "192.0.2.1");
        remembered.proved(ELSEWHERE, SECRET, CLIENT);
        remembered.proved(other, SECRET, new AuthenticatedClient("oxibox.bi", Optional.empty(), Optional.empty()));

        remembered.changed("oxibox.erp");

        assertThat(remembered.find(HERE, SECRET)).isEmpty();
        assertThat(remembered.find(ELSEWHERE, SECRET)).isEmpty();
        assertThat(remembered.find(other, SECRET)).isPresent();
    }

    @Test
    void withoutATimeNothingIsRemembered() {
        RememberedClients forgetful = new RememberedClients(Duration.ZERO, () -> 0);

        forgetful.proved(HERE, SECRET, CLIENT);

        assertThat(forgetful.find(HERE, SECRET)).isEmpty();
    }

    private static Attempt attempt(String clientId, String address) {
        return new Attempt("client:" + clientId, address);
    }
}

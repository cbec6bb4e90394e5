package io.tentabo.billing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTermsTest {

    private static final Currency EUR = Money.currency("EUR");

    @ParameterizedTest
    @CsvSource({
        "2026-01-01,  1, 2026-02-01",
        "2026-01-31,  1, 2026-02-28",
        "2028-01-31,  1, 2028-02-29",
        "2026-01-31,  2, 2026-03-31",
        "2026-01-31, 13, 2027-02-28",
        "2026-03-31,  1, 2026-04-30",
        "2026-12-31, 12, 2027-12-31",
        "2028-02-29, 12, 2029-02-28",
        "2028-02-29, 48, 2032-02-29",
        "2028-02-28, 12, 2029-02-28",
        "2099-12-31,  2, 2100-02-28",
        "2026-11-21, 24, 2028-11-21",
        "2026-11-21, 36, 2029-11-21",
    })
    void aContractExpiresOnTheSameDayOrTheLastOfAShorterMonth(LocalDate activation, int months, LocalDate expiration) {
        ContractTerms terms = ContractTerms.direct(activation, months, 1, money("10"));

        assertThat(terms.expirationDate()).isEqualTo(expiration).isAfter(activation);
    }

    @Test
    void monthlyLinesAreBilledByTheMonth() {
        // Given
        List<ContractLine> lines =
                List.of(new ContractLine(1, 24, money("3672.00")), new ContractLine(1, 24, money("3996.00")));

        // When
        ContractTerms terms = ContractTerms.of(LocalDate.of(2026, 11, 21), lines, EUR);

        // Then
        assertThat(terms.periodicityMonths()).isEqualTo(1);
        assertThat(terms.valuePerPeriod()).isEqualTo(money("319.50"));
        assertThat(terms.totalValue()).isEqualTo(money("7668.00"));
        assertThat(terms.expirationDate()).isEqualTo(LocalDate.of(2028, 11, 21));
    }

    @Test
    void aYearlyLineMakesTheContractBilledByTheYear() {
        // Given
        List<ContractLine> lines = List.of(
                new ContractLine(12, 2, money("200.00")),
                new ContractLine(1, 24, money("240.00")),
                new ContractLine(1, 6, money("60.00")));

        // When
        ContractTerms terms = ContractTerms.of(LocalDate.of(2026, 1, 1), lines, EUR);

        // Then
        assertThat(terms.periodicityMonths()).isEqualTo(12);
        assertThat(terms.valuePerPeriod()).isEqualTo(money("280.00"));
        assertThat(terms.totalValue()).isEqualTo(money("500.00"));
    }

    @Test
    void theLongestLineDecidesHowLongTheContractRuns() {
        // Given
        List<ContractLine> lines =
                List.of(new ContractLine(1, 12, money("120.00")), new ContractLine(1, 36, money("360.00")));

        // When
        ContractTerms terms = ContractTerms.of(LocalDate.of(2026, 1, 1), lines, EUR);

        // Then
        assertThat(terms.expirationDate()).isEqualTo(LocalDate.of(2029, 1, 1));
        assertThat(terms.valuePerPeriod()).isEqualTo(money("20.00"));
    }

    private static Money money(String amount) {
        return new Money(new BigDecimal(amount), EUR);
    }
}

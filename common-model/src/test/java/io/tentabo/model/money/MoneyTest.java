package io.tentabo.model.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Currency EUR = Money.currency("EUR");

    @Test
    void anAmountTakesTheScaleOfItsCurrency() {
        assertThat(new Money(new BigDecimal("5"), EUR).amount()).isEqualTo(new BigDecimal("5.00"));
        assertThat(new Money(new BigDecimal("5.0000"), Money.currency("JPY")).amount())
                .isEqualTo(new BigDecimal("5"));
        assertThat(new Money(new BigDecimal("5.1"), Money.currency("KWD")).amount())
                .isEqualTo(new BigDecimal("5.100"));
    }

    @Test
    void anAmountWithMoreDecimalsThanItsCurrencyIsRefusedRatherThanRounded() {
        assertThatThrownBy(() -> new Money(new BigDecimal("5.001"), EUR)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void halvesAreRoundedAwayFromZero() {
        assertThat(Money.rounded(new BigDecimal("0.005"), EUR).amount()).isEqualTo(new BigDecimal("0.01"));
        assertThat(Money.rounded(new BigDecimal("-0.005"), EUR).amount()).isEqualTo(new BigDecimal("-0.01"));
        assertThat(new Money(new BigDecimal("0.10"), EUR)
                        .percent(new BigDecimal("5"))
                        .amount())
                .isEqualTo(new BigDecimal("0.01"));
    }

    @Test
    void differentCurrenciesAreNeverCombined() {
        Money yen = Money.zero(Money.currency("JPY"));

        assertThatThrownBy(() -> Money.zero(EUR).plus(yen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goldAndUnknownCodesAreNoMoney() {
        assertThatThrownBy(() -> Money.currency("XAU")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.currency("EURO")).isInstanceOf(IllegalArgumentException.class);
    }
}

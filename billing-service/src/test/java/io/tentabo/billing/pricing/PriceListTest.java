package io.tentabo.billing.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.billing.pricing.PriceStep.DiscountStep;
import io.tentabo.billing.pricing.PriceStep.RoundingStep;
import io.tentabo.billing.pricing.PriceStep.TermStep;
import io.tentabo.billing.pricing.PriceStep.TierStep;
import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceListTest {

    private static final List<PriceTier> SAMPLE_TIERS =
            List.of(month(0, 10, "10.0000"), month(11, 50, "8.5000"), month(51, null, "7.2500"));
    private static final Term TWO_YEARS = new Term(24, new BigDecimal("10"));

    @Test
    void volumePricesTheWholeQuantityAtTheMatchingTier() {
        // Given
        PriceList list = list(TierMode.VOLUME, "EUR", SAMPLE_TIERS);

        // When
        LinePrice price = list.subscription(20, TWO_YEARS);

        // Then
        assertThat(price.subtotalPerPeriod()).isEqualTo(money("170.00"));
        assertThat(price.discountPerPeriod()).isEqualTo(money("17.00"));
        assertThat(price.netPerPeriod()).isEqualTo(money("153.00"));
        assertThat(price.total()).isEqualTo(money("3672.00"));
        assertThat(price.unitPrice()).isEqualTo(new BigDecimal("8.5000"));
        assertThat(price.steps())
                .containsExactly(
                        new TierStep(11, 50, 20, new BigDecimal("8.5000"), new BigDecimal("170.0000")),
                        new DiscountStep(new BigDecimal("10"), new BigDecimal("-17.00")),
                        new TermStep(PricePeriod.MONTH, 24, new BigDecimal("153.00"), new BigDecimal("3672.00")));
    }

    @Test
    void graduatedPricesEachSliceAtItsOwnTier() {
        // Given
        PriceList list = list(TierMode.GRADUATED, "EUR", SAMPLE_TIERS);

        // When
        LinePrice price = list.subscription(20, TWO_YEARS);

        // Then
        assertThat(price.subtotalPerPeriod()).isEqualTo(money("185.00"));
        assertThat(price.discountPerPeriod()).isEqualTo(money("18.50"));
        assertThat(price.netPerPeriod()).isEqualTo(money("166.50"));
        assertThat(price.total()).isEqualTo(money("3996.00"));
        assertThat(price.unitPrice()).isEqualTo(new BigDecimal("9.2500"));
        assertThat(price.steps())
                .startsWith(
                        new TierStep(0, 10, 10, new BigDecimal("10.0000"), new BigDecimal("100.0000")),
                        new TierStep(11, 50, 10, new BigDecimal("8.5000"), new BigDecimal("85.0000")));
    }

    @Test
    void tierZeroToTenHoldsTenUnits() {
        // Given
        PriceList list = list(TierMode.GRADUATED, "EUR", SAMPLE_TIERS);

        // When
        LinePrice ten = list.subscription(10, TWO_YEARS);
        LinePrice eleven = list.subscription(11, TWO_YEARS);

        // Then
        assertThat(ten.subtotalPerPeriod()).isEqualTo(money("100.00"));
        assertThat(eleven.subtotalPerPeriod()).isEqualTo(money("108.50"));
    }

    @Test
    void roundingIsAStepOfItsOwn() {
        // Given
        PriceList list = list(TierMode.VOLUME, "EUR", List.of(month(0, null, "0.0050")));

        // When
        LinePrice price = list.subscription(1, new Term(1, BigDecimal.ZERO));

        // Then
        assertThat(price.total()).isEqualTo(money("0.01"));
        assertThat(price.steps()).contains(new RoundingStep(new BigDecimal("0.0050")));
    }

    @Test
    void monthlyTiersComeBeforeYearlyOnes() {
        // Given
        PriceList list = list(
                TierMode.VOLUME,
                "EUR",
                List.of(
                        month(0, null, "10.0000"),
                        new PriceTier(PricePeriod.YEAR, 0, null, new BigDecimal("100.0000"))));

        // When
        LinePrice price = list.subscription(1, new Term(12, BigDecimal.ZERO));

        // Then
        assertThat(price.period()).isEqualTo(PricePeriod.MONTH);
        assertThat(price.total()).isEqualTo(money("120.00"));
    }

    @Test
    void yearlyTiersNeedWholeYears() {
        // Given
        PriceList list = list(
                TierMode.VOLUME, "EUR", List.of(new PriceTier(PricePeriod.YEAR, 0, null, new BigDecimal("100.0000"))));

        // When
        LinePrice twoYears = list.subscription(1, TWO_YEARS);

        // Then
        assertThat(twoYears.periods()).isEqualTo(2);
        assertThat(twoYears.total()).isEqualTo(money("180.00"));
        assertThatThrownBy(() -> list.subscription(1, new Term(18, BigDecimal.ZERO)))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("18 months are not whole years");
    }

    @Test
    void aQuantityBetweenTwoTiersHasNoPrice() {
        List<PriceTier> gap = List.of(month(1, 10, "10.0000"), month(20, null, "8.0000"));

        assertThatThrownBy(() -> list(TierMode.VOLUME, "EUR", gap).subscription(15, TWO_YEARS))
                .isInstanceOf(HttpProblem.class);
        assertThatThrownBy(() -> list(TierMode.GRADUATED, "EUR", gap).subscription(25, TWO_YEARS))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("unit 11");
    }

    @Test
    void goodsHaveOneOffPricesAndNoDuration() {
        // Given
        PriceList list = list(
                TierMode.VOLUME, "EUR", List.of(new PriceTier(PricePeriod.ONCE, 0, null, new BigDecimal("12.3450"))));

        // When
        LinePrice price = list.once(3);

        // Then
        assertThat(price.total()).isEqualTo(money("37.04"));
        assertThatThrownBy(() -> list.subscription(3, TWO_YEARS)).isInstanceOf(HttpProblem.class);
        assertThatThrownBy(() -> list(TierMode.VOLUME, "EUR", SAMPLE_TIERS).once(3))
                .isInstanceOf(HttpProblem.class);
    }

    @Test
    void currenciesKeepTheirOwnDecimals() {
        // Given
        List<PriceTier> tiers = List.of(month(0, null, "1.2345"));
        Term month = new Term(1, BigDecimal.ZERO);

        // When
        LinePrice yen = list(TierMode.VOLUME, "JPY", tiers).subscription(7, month);
        LinePrice dinar = list(TierMode.VOLUME, "KWD", tiers).subscription(7, month);

        // Then
        assertThat(yen.total().amount()).isEqualTo(new BigDecimal("9"));
        assertThat(dinar.total().amount()).isEqualTo(new BigDecimal("8.642"));
    }

    private static PriceTier month(int min, @Nullable Integer max, String price) {
        return new PriceTier(PricePeriod.MONTH, min, max, new BigDecimal(price));
    }

    private static PriceList list(TierMode mode, String currency, List<PriceTier> tiers) {
        return new PriceList("OXI-1", mode, Money.currency(currency), tiers);
    }

    private static Money money(String amount) {
        return new Money(new BigDecimal(amount), Money.currency("EUR"));
    }
}

package io.tentabo.billing.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.billing.pricing.PriceStep.TermStep;
import io.tentabo.billing.pricing.PriceStep.TierStep;
import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every price, whatever the tiers, the quantity, the duration and the currency. */
class PricingProperties {

    @Property
    void explanationStepsAddUpToTheResult(
            @ForAll("priceLists") PriceList list,
            @ForAll @IntRange(min = 1, max = 5000) int quantity,
            @ForAll("terms") Term term) {
        LinePrice price = list.subscription(quantity, term);

        BigDecimal perPeriod = price.steps().stream()
                .filter(step -> !(step instanceof TermStep))
                .map(PriceStep::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(perPeriod).isEqualByComparingTo(price.netPerPeriod().amount());
        assertThat(price.steps().getLast())
                .isEqualTo(new TermStep(
                        price.period(),
                        price.periods(),
                        price.netPerPeriod().amount(),
                        price.total().amount()));
        assertThat(price.subtotal().minus(price.discount())).isEqualTo(price.total());
    }

    @Property
    void theUnitsOfAllTierStepsAreExactlyTheQuantity(
            @ForAll("priceLists") PriceList list,
            @ForAll @IntRange(min = 1, max = 5000) int quantity,
            @ForAll("terms") Term term) {
        int units = list.subscription(quantity, term).steps().stream()
                .filter(TierStep.class::isInstance)
                .mapToInt(step -> ((TierStep) step).units())
                .sum();

        assertThat(units).isEqualTo(quantity);
    }

    @Property
    void roundingMovesAnAmountByNoMoreThanHalfOfItsSmallestUnit(
            @ForAll("priceLists") PriceList list,
            @ForAll @IntRange(min = 1, max = 5000) int quantity,
            @ForAll("terms") Term term) {
        LinePrice price = list.subscription(quantity, term);

        BigDecimal exact = price.steps().stream()
                .filter(TierStep.class::isInstance)
                .map(PriceStep::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal difference =
                price.subtotalPerPeriod().amount().subtract(exact).abs();
        BigDecimal halfUnit =
                new BigDecimal("0.5").scaleByPowerOfTen(-list.currency().getDefaultFractionDigits());
        assertThat(difference).isLessThanOrEqualTo(halfUnit);
        assertThat(price.total().amount().scale()).isEqualTo(list.currency().getDefaultFractionDigits());
    }

    @Property
    void graduatedPricesNeverFallWhenTheQuantityGrows(
            @ForAll("priceLists") PriceList list,
            @ForAll @IntRange(min = 1, max = 5000) int quantity,
            @ForAll @IntRange(min = 0, max = 500) int more) {
        PriceList graduated = new PriceList(list.product(), TierMode.GRADUATED, list.currency(), list.tiers());
        Term term = new Term(12, BigDecimal.ZERO);

        assertThat(graduated.subscription(quantity + more, term).total())
                .isGreaterThanOrEqualTo(graduated.subscription(quantity, term).total());
    }

    @Property
    void volumePricesNeverFallWithinOneTier(
            @ForAll("priceLists") PriceList list, @ForAll @IntRange(min = 1, max = 5000) int quantity) {
        PriceList volume = new PriceList(list.product(), TierMode.VOLUME, list.currency(), list.tiers());
        Term term = new Term(12, BigDecimal.ZERO);
        LinePrice one = volume.subscription(quantity, term);
        LinePrice next = volume.subscription(quantity + 1, term);

        if (one.unitPrice().equals(next.unitPrice())) {
            assertThat(next.total()).isGreaterThanOrEqualTo(one.total());
        }
    }

    @Property
    void aHigherDiscountNeverCostsMore(
            @ForAll("priceLists") PriceList list,
            @ForAll @IntRange(min = 1, max = 5000) int quantity,
            @ForAll @IntRange(min = 0, max = 99) int percentage) {
        LinePrice smaller = list.subscription(quantity, new Term(12, BigDecimal.valueOf(percentage)));
        LinePrice greater = list.subscription(quantity, new Term(12, BigDecimal.valueOf(percentage + 1)));

        assertThat(greater.total()).isLessThanOrEqualTo(smaller.total());
        assertThat(greater.total()).isGreaterThanOrEqualTo(Money.zero(list.currency()));
    }

    @Property
    void totalsAreTheSumsOfRoundedLines(
            @ForAll("currencies") Currency currency,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 5000) Integer> quantities,
            @ForAll("tierLists") List<PriceTier> tiers,
            @ForAll("terms") Term term) {
        PriceList list = new PriceList("any", TierMode.GRADUATED, currency, tiers);
        List<LinePrice> lines = quantities.stream()
                .map(quantity -> list.subscription(quantity, term))
                .toList();

        Totals totals = Totals.of(lines, currency);

        Money sum = lines.stream().map(LinePrice::total).reduce(Money.zero(currency), Money::plus);
        assertThat(totals.total()).isEqualTo(sum);
        assertThat(totals.subtotal().minus(totals.discount()).plus(totals.tax()))
                .isEqualTo(totals.total());
    }

    @Provide
    Arbitrary<Currency> currencies() {
        return Arbitraries.of("EUR", "USD", "JPY", "KWD").map(Money::currency);
    }

    @Provide
    Arbitrary<Term> terms() {
        Arbitrary<BigDecimal> discounts = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal(100))
                .ofScale(2);
        return Combinators.combine(Arbitraries.integers().between(1, 60), discounts)
                .as(Term::new);
    }

    /** Monthly tiers without a gap, the last one without an end. */
    @Provide
    Arbitrary<List<PriceTier>> tierLists() {
        Arbitrary<BigDecimal> prices = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal(1000))
                .ofScale(4);
        Arbitrary<List<Integer>> widths =
                Arbitraries.integers().between(1, 500).list().ofMaxSize(6);
        return Combinators.combine(widths, prices.list().ofSize(7)).as(PricingProperties::contiguous);
    }

    @Provide
    Arbitrary<PriceList> priceLists() {
        return Combinators.combine(Arbitraries.of(TierMode.class), currencies(), tierLists())
                .as((mode, currency, tiers) -> new PriceList("any", mode, currency, tiers));
    }

    private static List<PriceTier> contiguous(List<Integer> widths, List<BigDecimal> prices) {
        List<PriceTier> tiers = new ArrayList<>();
        int min = 0;
        for (int i = 0; i < widths.size(); i++) {
            int max = min + widths.get(i);
            tiers.add(new PriceTier(PricePeriod.MONTH, min, max, prices.get(i)));
            min = max + 1;
        }
        tiers.add(new PriceTier(PricePeriod.MONTH, min, null, prices.get(widths.size())));
        return tiers;
    }
}

package io.tentabo.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.billing.order.BilledLine;
import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for the invoices of every contract, whatever its lines, its first day and its currency. */
class BillingPeriodProperties {

    @Property
    void theInvoicesOfAllPeriodsAddUpToTheOrder(
            @ForAll("orders") Ordered ordered, @ForAll @IntRange(max = 1000) int firstDay) {
        BigDecimal charged = BigDecimal.ZERO;
        for (BillingPeriod period : periods(LocalDate.of(2026, 1, 1).plusDays(firstDay), ordered.lines())) {
            List<InvoiceLine> lines = InvoiceSources.covered(ordered.lines(), period, ordered.currency());

            assertThat(lines).isNotEmpty();
            for (InvoiceLine line : lines) {
                assertThat(line.total())
                        .isEqualTo(
                                Money.rounded(line.total(), ordered.currency()).amount());
                assertThat(line.total())
                        .isEqualByComparingTo(
                                line.subtotal().subtract(line.discountAmount()).add(line.taxAmount()));
                charged = charged.add(line.total());
            }
        }

        BigDecimal total = ordered.lines().stream()
                .map(line -> line.subtotal().subtract(line.discountAmount()).add(line.taxAmount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(charged).isEqualByComparingTo(total);
    }

    @Property
    void eachPeriodBeginsWhereTheOneBeforeEnds(
            @ForAll("orders") Ordered ordered, @ForAll @IntRange(max = 1000) int firstDay) {
        LocalDate activation = LocalDate.of(2026, 1, 1).plusDays(firstDay);
        LocalDate next = activation;
        int covered = 0;
        for (BillingPeriod period : periods(activation, ordered.lines())) {
            assertThat(period.start()).isEqualTo(next);
            assertThat(period.end()).isAfter(period.start());
            next = period.end();
            covered += period.covered(
                    ordered.lines().getFirst().periodMonths(),
                    ordered.lines().getFirst().periods());
        }
        assertThat(next).isEqualTo(activation.plusMonths(months(ordered.lines())));
        assertThat(covered).isEqualTo(ordered.lines().getFirst().periods());
    }

    @Example
    void aPeriodStartsOnTheDayOfTheActivationOrOnAShortMonthsLast() {
        LocalDate activation = LocalDate.of(2026, 1, 31);
        LocalDate expiration = activation.plusMonths(12);

        assertThat(BillingPeriod.startingOn(LocalDate.of(2026, 2, 28), activation, expiration, 1))
                .hasValue(new BillingPeriod(LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 31), 1, 2));
        assertThat(BillingPeriod.startingOn(LocalDate.of(2026, 2, 27), activation, expiration, 1))
                .isEmpty();
        assertThat(BillingPeriod.startingOn(LocalDate.of(2025, 12, 31), activation, expiration, 1))
                .isEmpty();
        assertThat(BillingPeriod.startingOn(expiration, activation, expiration, 1))
                .isEmpty();
        assertThat(BillingPeriod.startingOn(LocalDate.of(2026, 4, 30), activation, expiration, 2))
                .isEmpty();
    }

    private static List<BillingPeriod> periods(LocalDate activation, List<BilledLine> lines) {
        int periodicity =
                lines.stream().mapToInt(BilledLine::periodMonths).max().orElseThrow();
        LocalDate expiration = activation.plusMonths(months(lines));
        List<BillingPeriod> periods = new ArrayList<>();
        for (int month = 0; month < months(lines); month += periodicity) {
            periods.add(BillingPeriod.startingOn(activation.plusMonths(month), activation, expiration, periodicity)
                    .orElseThrow());
        }
        return periods;
    }

    private static int months(List<BilledLine> lines) {
        return lines.stream()
                .mapToInt(line -> line.periodMonths() * line.periods())
                .max()
                .orElseThrow();
    }

    private record Ordered(Currency currency, List<BilledLine> lines) {}

    /** Amounts need not be whole multiples of the periods: the shares add up all the same. */
    @Provide
    Arbitrary<Ordered> orders() {
        return Arbitraries.of("EUR", "JPY", "KWD")
                .map(Currency::getInstance)
                .flatMap(currency ->
                        lines(currency).list().ofMinSize(1).ofMaxSize(4).map(lines -> new Ordered(currency, lines)));
    }

    private static Arbitrary<BilledLine> lines(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        Arbitrary<BigDecimal> amounts =
                Arbitraries.longs().between(0, 10_000_000).map(units -> BigDecimal.valueOf(units, decimals));
        Arbitrary<Integer> percentages = Arbitraries.integers().between(0, 100);
        return Combinators.combine(
                        Arbitraries.of(1, 12), Arbitraries.integers().between(1, 5), amounts, percentages, amounts)
                .as((periodMonths, years, subtotal, percentage, tax) -> new BilledLine(
                        new UUID(0, 1),
                        "SKU",
                        "Name",
                        "unit",
                        1,
                        subtotal,
                        BigDecimal.valueOf(percentage),
                        periodMonths,
                        periodMonths == 12 ? years : years * 7,
                        subtotal,
                        new Money(subtotal, currency)
                                .percent(BigDecimal.valueOf(percentage))
                                .amount(),
                        tax));
    }
}

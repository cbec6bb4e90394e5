package io.tentabo.billing.invoice;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.contract.BilledContract;
import io.tentabo.billing.contract.BilledContracts;
import io.tentabo.billing.contract.ContractStatus;
import io.tentabo.billing.order.BilledLine;
import io.tentabo.billing.order.BilledOrder;
import io.tentabo.billing.order.BilledOrders;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What can be invoiced, and what it costs. An order is billed either by itself or period by period through its contract:
 * whoever invoices it holds its lock, and its activation needs it too, so that of both at once only one succeeds.
 */
@ApplicationScoped
class InvoiceSources {

    private final BilledOrders orders;
    private final BilledContracts contracts;

    InvoiceSources(BilledOrders orders, BilledContracts contracts) {
        this.orders = orders;
        this.contracts = contracts;
    }

    /**
     * An order with all its lines.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, or 409 when it is not binding or has a contract
     */
    Uni<Billed> order(Transaction tx, UUID orderId) {
        return orders.lock(tx, orderId).map(order -> {
            if (!order.binding()) {
                throw InvoiceProblems.orderNotBinding(
                        order.orderNumber(), order.status().name());
            }
            if (order.activated()) {
                throw InvoiceProblems.orderHasContract(order.orderNumber());
            }
            return new Billed(
                    orderId,
                    null,
                    null,
                    order.partnerId(),
                    order.distributorId(),
                    order.customerId(),
                    order.shipping().currency(),
                    lines(order));
        });
    }

    private static List<InvoiceLine> lines(BilledOrder order) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (BilledLine line : order.lines()) {
            lines.add(InvoiceLine.of(lines.size() + 1, line));
        }
        if (order.shipping().amount().signum() != 0) {
            Money noTax = Money.zero(order.shipping().currency());
            lines.add(InvoiceLine.plain(lines.size() + 1, "Shipping", order.shipping(), noTax));
        }
        return lines;
    }

    /**
     * One billing period of a contract.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, 409 when the contract is not billed or its order has an
     *     invoice of its own, 422 when no billing period starts on the day
     */
    Uni<Billed> period(Transaction tx, UUID contractId, LocalDate start) {
        return contracts.lock(tx, contractId).chain(contract -> {
            if (contract.status() != ContractStatus.ACTIVE && contract.status() != ContractStatus.EXPIRED) {
                throw InvoiceProblems.contractNotBillable(contract.contractNumber());
            }
            BillingPeriod period = BillingPeriod.startingOn(
                            start, contract.activationDate(), contract.expirationDate(), contract.periodicityMonths())
                    .orElseThrow(() -> InvoiceProblems.noSuchPeriod(contract.contractNumber(), start));
            return lines(tx, contract, period)
                    .map(lines -> new Billed(
                            contract.orderId(),
                            contractId,
                            period,
                            contract.partnerId(),
                            contract.distributorId(),
                            contract.customerId(),
                            contract.valuePerPeriod().currency(),
                            lines));
        });
    }

    private Uni<List<InvoiceLine>> lines(Transaction tx, BilledContract contract, BillingPeriod period) {
        UUID orderId = contract.orderId();
        if (orderId == null) {
            return Uni.createFrom().item(List.of(InvoiceLine.of(contract)));
        }
        Currency currency = contract.valuePerPeriod().currency();
        return Uni.combine()
                .all()
                .unis(
                        tx.query(InvoiceRows.LIVE_OF_ORDER, Tuple.of(tx.caller().requireTenantId(), orderId)),
                        orders.lines(tx, orderId, currency))
                .collectFailures()
                .with((invoiced, ordered) -> {
                    if (invoiced.size() > 0) {
                        throw InvoiceProblems.orderInvoiced();
                    }
                    return covered(ordered, period, currency);
                });
    }

    /** The lines that run in the period, which the longest always does. */
    static List<InvoiceLine> covered(List<BilledLine> ordered, BillingPeriod period, Currency currency) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (BilledLine line : ordered) {
            if (period.covered(line.periodMonths(), line.periods()) > 0) {
                lines.add(InvoiceLine.of(lines.size() + 1, line, period, currency));
            }
        }
        return lines;
    }
}

package io.tentabo.billing.contract;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What contracts tell those who invoice them. */
@ApplicationScoped
public class BilledContracts {

    private static final String LOCK = ContractRows.SELECT + """
            WHERE c.id = $1
            FOR SHARE OF c
            """;

    /**
     * The contract, which cannot be changed until the transaction ends.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such contract for the caller
     */
    public Uni<BilledContract> lock(Transaction tx, UUID id) {
        return tx.query(LOCK, Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return contract(ContractRows.view(row, false));
            }
            throw CommonProblems.notFound("contract", id);
        });
    }

    private static BilledContract contract(ContractView contract) {
        return new BilledContract(
                contract.id(),
                contract.contractNumber(),
                contract.status(),
                contract.orderId(),
                contract.partnerId(),
                contract.distributorId(),
                contract.customerId(),
                contract.activationDate(),
                contract.expirationDate(),
                contract.periodicityMonths(),
                new Money(contract.valuePerPeriod(), Money.currency(contract.currency())));
    }
}

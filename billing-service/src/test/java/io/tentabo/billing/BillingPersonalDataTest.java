package io.tentabo.billing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.isolation.PersonalDataContract;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class BillingPersonalDataTest extends PersonalDataContract {

    /** Names of products, durations and companies, and how a price came about. */
    @Override
    protected Set<String> notPersonal() {
        return Set.of(
                "customer_directory.company_name",
                "durations.name",
                "order_items.pricing_explanation",
                "order_items.product_name",
                "products.description",
                "products.name");
    }
}

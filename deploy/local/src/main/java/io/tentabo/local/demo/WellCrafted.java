package io.tentabo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tentabo.local.demo.Tenants.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The wholesaler of wine. */
public final class WellCrafted {

    public static final String SLUG = "well-crafted";
    public static final String ADMIN = "admin@well-crafted.example";

    private static final String CURRENCY = "USD";
    private static final String PURCHASE_ORDER = "DEMO-1";

    /** How long the customers may take from the CRM to billing. */
    private static final Duration ARRIVAL = Duration.ofSeconds(30);

    private WellCrafted() {}

    static void load(Tenants tenants) {
        ApiClient admin = tenants.ensure(SLUG, "Well Crafted", new Person(ADMIN, "Wanda", "Hill"));
        Directory directory = new Directory(admin);
        loadStaff(tenants, directory);
        UUID cabernet = wine(directory, "CAB-2021", "Cabernet", "Cabernet Sauvignon", 2021, "24.5000");
        UUID chardonnay = wine(directory, "CHA-2022", "Chardonnay", "Chardonnay", 2022, "18.9000");
        wine(directory, "PIN-2020", "Pinot Noir", "Pinot Noir", 2020, "29.0000");
        UUID harborview = customer(
                tenants,
                directory,
                "CUS-HARBOR",
                "Harborview Cellars",
                new Person("hana@harborview.example", "Hana", "Field"));
        customer(
                tenants, directory, "CUS-DOWNTN", "Downtown Wine", new Person("dora@downtown.example", "Dora", "Lane"));
        customer(
                tenants,
                directory,
                "CUS-VNYARD",
                "Vineyard Market",
                new Person("vito@vineyard.example", "Vito", "Marsh"));
        settle(
                admin,
                directory,
                placeOrder(admin, directory, harborview, List.of(line(cabernet, 24), line(chardonnay, 12))));
    }

    private static void loadStaff(Tenants tenants, Directory directory) {
        Map<String, Person> staff = Map.of(
                "manager", new Person("mia@well-crafted.example", "Mia", "Lopez"),
                "member", new Person("max@well-crafted.example", "Max", "Reed"),
                "viewer", new Person("vera@well-crafted.example", "Vera", "Stone"),
                "fulfiller", new Person("finn@well-crafted.example", "Finn", "Woods"));
        staff.forEach((role, person) -> tenants.ensureUser(
                directory, person, Body.of("kind", "INTERNAL").with("roles", List.of(role))));
    }

    private static UUID wine(
            Directory directory, String sku, String name, String varietal, int vintage, String pricePerBottle) {
        UUID product = directory.ensure(
                "/billing/v1/products",
                "sku",
                Body.of("sku", sku)
                        .with("name", name)
                        .with("type", "WINE")
                        .with("unit", "bottle")
                        .with("varietal", varietal)
                        .with("vintage", vintage)
                        .with("alcoholType", "WINE"));
        directory.ensure(
                "/billing/v1/products/" + product + "/price-tiers",
                "minQuantity",
                Body.of("currency", CURRENCY)
                        .with("period", "ONCE")
                        .with("minQuantity", 0)
                        .with("pricePerUnit", pricePerBottle));
        return product;
    }

    /** A customer with one of its people, who signs in to the portal. */
    private static UUID customer(
            Tenants tenants, Directory directory, String accountNumber, String companyName, Person person) {
        UUID customer = directory.ensure(
                "/crm/v1/customers",
                "accountNumber",
                Body.of("accountNumber", accountNumber)
                        .with("companyName", companyName)
                        .with("paymentTerms", "NET30")
                        .with("creditLimit", "25000.00")
                        .with("creditCurrency", CURRENCY));
        tenants.ensureUser(
                directory,
                person,
                Body.of("kind", "PORTAL").with("customerId", customer).with("roles", List.of("portal_user")));
        return customer;
    }

    /** Places the order as soon as billing has learnt of the customer. */
    private static UUID placeOrder(
            ApiClient admin, Directory directory, UUID customer, List<Map<String, Object>> lines) {
        Body order = Body.of("kind", "WHOLESALE")
                .with("currency", CURRENCY)
                .with("customerId", customer)
                .with("poNumber", PURCHASE_ORDER)
                .with("items", lines);
        return directory
                .find(
                        "/billing/v1/orders",
                        item -> item.path("poNumber").asText().equals(PURCHASE_ORDER))
                .map(found -> UUID.fromString(found.path("id").asText()))
                .orElseGet(() -> Eventually.await("The arrival of the customer in billing", ARRIVAL, () -> {
                    ApiResponse answer = admin.post("/billing/v1/orders", order.members(), "demo-" + PURCHASE_ORDER);
                    boolean early = answer.body().path("code").asText().equals("order.unknown-customer");
                    return early
                            ? Optional.empty()
                            : Optional.of(answer.expect(201).id());
                }));
    }

    /** Confirms the order, invoices it and pays the invoice; each step only where the one before has stopped. */
    private static void settle(ApiClient admin, Directory directory, UUID order) {
        String path = "/billing/v1/orders/" + order;
        if (admin.get(path).expect(200).body().path("status").asText().equals("PENDING")) {
            admin.post(path + "/send", Map.of()).expect(200);
        }
        UUID id = directory.ensure("/billing/v1/invoices", "orderId", Body.of("orderId", order.toString()));
        String invoice = "/billing/v1/invoices/" + id;
        if (admin.get(invoice).expect(200).body().path("status").asText().equals("DRAFT")) {
            admin.post(invoice + "/send", Map.of()).expect(200);
        }
        JsonNode sent = admin.get(invoice).expect(200).body();
        if (!sent.path("status").asText().equals("PAID")) {
            Body payment = Body.of("amount", sent.path("balanceDue").asText())
                    .with("currency", CURRENCY)
                    .with("method", "BANK_TRANSFER")
                    .with("reference", PURCHASE_ORDER);
            admin.post(invoice + "/payments", payment.members(), "demo-payment").expect(201);
        }
    }

    private static Map<String, Object> line(UUID product, int quantity) {
        return Body.of("productId", product).with("quantity", quantity).members();
    }
}

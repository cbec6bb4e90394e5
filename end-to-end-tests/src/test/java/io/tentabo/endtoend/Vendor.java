package io.tentabo.endtoend;

import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.ApiResponse;
import io.tentabo.local.demo.Body;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant of a test's own, with a priced product, a distributor and two partners, of which the first is attached to
 * the distributor.
 */
final class Vendor {

    /** Of everybody in the tenant. */
    static final String PASSWORD = "correct horse battery staple";

    private final Suite suite;
    private final String slug = "vendor-" + UUID.randomUUID().toString().substring(0, 8);
    private final ApiClient admin;
    private final UUID productId;
    private final UUID durationId;
    private final UUID distributorId;
    private final UUID partnerId;

    private Vendor(Suite suite) {
        this.suite = suite;
        suite.api()
                .signInAsClient(Suite.OPERATOR_CLIENT, suite.secrets().operatorSecret())
                .post(
                        "/identity/v1/tenants",
                        Body.of("name", slug)
                                .with("slug", slug)
                                .with("plan", "standard")
                                .with("admin", person("admin").members())
                                .members())
                .expect(201);
        this.admin = signIn("admin");
        this.productId = createProduct();
        this.durationId = admin.post("/billing/v1/durations", Map.of("months", 24, "discountPercentage", "10"))
                .expect(201)
                .id();
        this.distributorId = create("/identity/v1/distributors", Body.of("name", "Distributor"));
        this.partnerId = create("/identity/v1/partners", Body.of("name", "First partner"));
        UUID otherPartner = create("/identity/v1/partners", Body.of("name", "Second partner"));
        linkPartner();
        createUser("partner", "partner", "partnerId", partnerId);
        createUser("other-partner", "partner", "partnerId", otherPartner);
        createUser("distributor", "distributor", "distributorId", distributorId);
    }

    static Vendor in(Suite suite) {
        return new Vendor(suite);
    }

    ApiClient admin() {
        return admin;
    }

    /** Signs in a user of the first partner. */
    ApiClient partner() {
        return signIn("partner");
    }

    /** Signs in a user of the second partner. */
    ApiClient otherPartner() {
        return signIn("other-partner");
    }

    /** Signs in a user of the distributor. */
    ApiClient distributor() {
        return signIn("distributor");
    }

    void linkPartner() {
        admin.put(link(), Map.of()).expect(200);
    }

    void unlinkPartner() {
        admin.delete(link()).expect(204);
    }

    /** Lets sync write this tenant's leads to the Pipedrive stand-in. */
    void connectPipedrive() {
        Body connection = Body.of("type", "CRM")
                .with("provider", "pipedrive")
                .with("name", "Pipedrive")
                .with("baseUrl", suite.pipedrive().baseUrl())
                .with(
                        "credentials",
                        Map.of("kind", "API_KEY", "apiKey", suite.secrets().pipedriveToken()));
        String path = "/sync/v1/connections/" + create("/sync/v1/connections", connection);
        admin.post(path + "/test", Map.of()).expect(200);
        admin.post(path + "/activate", Map.of()).expect(200);
    }

    /** A lead that a test can tell from others by its title. */
    static Map<String, Object> newLead(String title) {
        return Body.of("title", title)
                .with("organization", "Harbour Logistics GmbH")
                .with("contactName", "Ada Bergmann")
                .with("currency", "EUR")
                .members();
    }

    /** What a lead of twenty units over two years is converted with. */
    Map<String, Object> twentyUnits() {
        Map<String, Object> line = Body.of("productId", productId)
                .with("durationId", durationId)
                .with("quantity", 20)
                .members();
        return Body.of("currency", "EUR").with("items", List.of(line)).members();
    }

    /** The orders of the tenant that were made of the lead. */
    List<UUID> ordersOf(UUID lead) {
        return admin.get("/billing/v1/orders?limit=200").expect(200).items().stream()
                .filter(order -> order.path("leadId").asText().equals(lead.toString()))
                .map(order -> UUID.fromString(order.path("id").asText()))
                .toList();
    }

    private UUID createProduct() {
        UUID product = create(
                "/billing/v1/products",
                Body.of("sku", "STORAGE").with("name", "Storage").with("unit", "TB"));
        Body tier = Body.of("currency", "EUR")
                .with("period", "MONTH")
                .with("minQuantity", 0)
                .with("pricePerUnit", "8.5000");
        create("/billing/v1/products/" + product + "/price-tiers", tier);
        return product;
    }

    private void createUser(String name, String role, String member, UUID organisation) {
        create(
                "/identity/v1/users",
                person(name)
                        .with("kind", "CHANNEL")
                        .with("roles", List.of(role))
                        .with(member, organisation));
    }

    private UUID create(String collection, Body body) {
        ApiResponse created = admin.post(collection, body.members()).expect(201);
        return created.id();
    }

    private Body person(String name) {
        return Body.of("email", email(name))
                .with("firstName", "Test")
                .with("lastName", name)
                .with("password", PASSWORD);
    }

    private ApiClient signIn(String name) {
        return suite.api().signIn(slug, email(name), PASSWORD);
    }

    /** By which somebody of the tenant signs in: {@code admin}, {@code partner}, {@code other-partner}, {@code distributor}. */
    String email(String name) {
        return name + "@" + slug + ".example";
    }

    private String link() {
        return "/identity/v1/distributors/" + distributorId + "/partners/" + partnerId;
    }
}

package io.tentabo.local.demo;

import io.tentabo.local.demo.Tenants.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The vendor that sells subscriptions through a distributor and a partner. */
public final class Oxibox {

    public static final String SLUG = "oxibox";
    public static final String ADMIN = "admin@oxibox.example";
    public static final String PARTNER_USER = "paula@nordlicht-it.example";
    public static final String DISTRIBUTOR_USER = "dario@channel-one.example";
    public static final String FULFILLER = "felix@oxibox.example";
    public static final String PRODUCT_SKU = "OXI-STORAGE";
    public static final String CONNECTION = "Pipedrive (local stand-in)";

    private static final String CURRENCY = "EUR";

    private Oxibox() {}

    static void load(Tenants tenants, String pipedriveUrl) {
        ApiClient admin = tenants.ensure(SLUG, "Oxibox", new Person(ADMIN, "Olivia", "Becker"));
        Directory directory = new Directory(admin);
        loadChannel(tenants, admin, directory);
        loadCatalog(directory);
        connectPipedrive(admin, directory, pipedriveUrl, tenants.secrets().pipedriveToken());
    }

    private static void loadChannel(Tenants tenants, ApiClient admin, Directory directory) {
        UUID partner = directory.ensure(
                "/identity/v1/partners",
                "name",
                Body.of("name", "Nordlicht IT")
                        .with("legalName", "Nordlicht IT GmbH")
                        .with("registrationNumber", "HRB 100200")
                        .with("country", "DE"));
        UUID distributor = directory.ensure(
                "/identity/v1/distributors",
                "name",
                Body.of("name", "Channel One")
                        .with("legalName", "Channel One SAS")
                        .with("registrationNumber", "FR 552 100 554")
                        .with("country", "FR"));
        String link = "/identity/v1/distributors/" + distributor + "/partners/" + partner;
        admin.put(link, Map.of()).expect(200);
        tenants.ensureUser(
                directory,
                new Person(PARTNER_USER, "Paula", "Neumann"),
                Body.of("kind", "CHANNEL").with("roles", List.of("partner")).with("partnerId", partner));
        tenants.ensureUser(
                directory,
                new Person(DISTRIBUTOR_USER, "Dario", "Conti"),
                Body.of("kind", "CHANNEL").with("roles", List.of("distributor")).with("distributorId", distributor));
        tenants.ensureUser(
                directory,
                new Person(FULFILLER, "Felix", "Wagner"),
                Body.of("kind", "INTERNAL").with("roles", List.of("fulfiller")));
    }

    private static void loadCatalog(Directory directory) {
        UUID product = directory.ensure(
                "/billing/v1/products",
                "sku",
                Body.of("sku", PRODUCT_SKU)
                        .with("name", "OxiBox Storage")
                        .with("type", "SUBSCRIPTION")
                        .with("unit", "TB"));
        String tiers = "/billing/v1/products/" + product + "/price-tiers";
        directory.ensure(tiers, "minQuantity", tier(0, "10.0000").with("maxQuantity", 10));
        directory.ensure(tiers, "minQuantity", tier(11, "8.5000").with("maxQuantity", 50));
        directory.ensure(tiers, "minQuantity", tier(51, "7.2500"));
        directory.ensure("/billing/v1/durations", "months", duration(12, "0"));
        directory.ensure("/billing/v1/durations", "months", duration(24, "10"));
        directory.ensure("/billing/v1/durations", "months", duration(36, "15"));
    }

    private static Body tier(int minQuantity, String pricePerUnit) {
        return Body.of("currency", CURRENCY)
                .with("period", "MONTH")
                .with("minQuantity", minQuantity)
                .with("pricePerUnit", pricePerUnit);
    }

    private static Body duration(int months, String discountPercentage) {
        return Body.of("months", months).with("discountPercentage", discountPercentage);
    }

    private static void connectPipedrive(ApiClient admin, Directory directory, String url, String token) {
        Body connection = Body.of("type", "CRM")
                .with("provider", "pipedrive")
                .with("name", CONNECTION)
                .with("baseUrl", url)
                .with("fieldOwnership", Map.of("title", "NEWEST", "value", "NEWEST", "expectedCloseDate", "NEWEST"))
                .with("credentials", Map.of("kind", "API_KEY", "apiKey", token));
        String path = "/sync/v1/connections/" + directory.ensure("/sync/v1/connections", "name", connection);
        ApiResponse found = admin.get(path).expect(200);
        // The stand-in had to move to another port since the last start.
        boolean moved = !found.text("baseUrl").equals(url);
        if (moved) {
            admin.patch(path, Map.of("baseUrl", url)).expect(200);
        }
        if (moved || !found.body().path("active").asBoolean()) {
            admin.post(path + "/test", Map.of()).expect(200);
            admin.post(path + "/activate", Map.of()).expect(200);
        }
    }
}

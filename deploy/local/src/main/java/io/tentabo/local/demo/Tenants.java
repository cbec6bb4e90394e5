package io.tentabo.local.demo;

import io.tentabo.local.Secrets;

/** The demo tenants and their people. */
final class Tenants {

    private final ApiClient anonymous;
    private final Directory directory;
    private final Secrets secrets;

    Tenants(ApiClient anonymous, ApiClient operator, Secrets secrets) {
        this.anonymous = anonymous;
        this.directory = new Directory(operator);
        this.secrets = secrets;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Creates the tenant unless it exists, and signs its admin in. */
    ApiClient ensure(String slug, String name, Person admin) {
        Body body = Body.of("name", name)
                .with("slug", slug)
                .with("plan", "standard")
                .with(
                        "admin",
                        Body.of("email", admin.email())
                                .with("firstName", admin.firstName())
                                .with("lastName", admin.lastName())
                                .with("password", secrets.demoPassword(admin.email()))
                                .members());
        directory.ensure("/identity/v1/tenants", "slug", body);
        return anonymous.signIn(slug, admin.email(), secrets.demoPassword(admin.email()));
    }

    /** Creates the user unless it exists. */
    void ensureUser(Directory tenant, Person person, Body kindAndRoles) {
        Body body = kindAndRoles
                .with("email", person.email())
                .with("firstName", person.firstName())
                .with("lastName", person.lastName())
                .with("password", secrets.demoPassword(person.email()));
        tenant.ensure("/identity/v1/users", "email", body);
    }

    /** A demo user. */
    record Person(String email, String firstName, String lastName) {}
}

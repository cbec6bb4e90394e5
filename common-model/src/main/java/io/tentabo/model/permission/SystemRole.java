package io.tentabo.model.permission;

import static io.tentabo.model.permission.Permissions.*;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The roles that every tenant has; a tenant may add its own beside them. */
public enum SystemRole {
    OWNER(everything()),
    ADMIN(everything()),
    RESTRICTED_ADMIN(Stream.concat(reading(), Stream.of(ORDERS_CREATE, LEADS_WRITE, LEADS_CONVERT))),
    MANAGER(Stream.concat(
            Stream.concat(relationshipWork(), relationshipDeletion()),
            Stream.of(
                    LEADS_CONVERT,
                    ORDERS_READ,
                    ORDERS_CREATE,
                    ORDERS_MANAGE,
                    ORDERS_FULFIL,
                    ORDERS_ACTIVATE,
                    CONTRACTS_READ,
                    CONTRACTS_MANAGE,
                    CUSTOMERS_READ,
                    CUSTOMERS_MANAGE,
                    CATALOG_READ,
                    INVOICES_READ,
                    USERS_READ,
                    ANALYTICS_VIEW,
                    ANALYTICS_EXPORT))),
    MEMBER(Stream.concat(relationshipWork(), Stream.of(CATALOG_READ, CUSTOMERS_READ, ORDERS_READ))),
    VIEWER(Stream.of(CONTACTS_READ, DEALS_READ, ACTIVITIES_READ, PROJECTS_READ, TASKS_READ, LEADS_READ, CATALOG_READ)),
    DISTRIBUTOR(Stream.of(
            LEADS_READ, LEADS_WRITE, ACTIVITIES_READ, ACTIVITIES_WRITE, ORDERS_READ, CONTRACTS_READ, CATALOG_READ)),
    PARTNER(Stream.of(
            LEADS_READ,
            LEADS_WRITE,
            LEADS_CONVERT,
            ACTIVITIES_READ,
            ACTIVITIES_WRITE,
            ORDERS_READ,
            ORDERS_CREATE,
            CONTRACTS_READ,
            CATALOG_READ)),
    FULFILLER(Stream.of(ORDERS_READ, ORDERS_FULFIL, ORDERS_ACTIVATE, CONTRACTS_READ, CATALOG_READ)),
    PORTAL_ADMIN(portal()),
    PORTAL_USER(
            portal().filter(permission -> !Set.of(PORTAL_LISTS_MANAGE, PORTAL_REPORTS_EXPORT, PORTAL_NOTIFICATIONS_VIEW)
                    .contains(permission)));

    private final Set<String> permissions;

    SystemRole(Stream<String> permissions) {
        this.permissions = Set.copyOf(permissions.collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }

    /** The name as tokens and the API write it, e.g. {@code restricted_admin}. */
    public String roleName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public Set<String> permissions() {
        return permissions;
    }

    public static Optional<SystemRole> named(String roleName) {
        return Arrays.stream(values())
                .filter(role -> role.roleName().equals(roleName))
                .findFirst();
    }

    /** Everything in a tenant; managing tenants themselves is a platform operator's. */
    private static Stream<String> everything() {
        return Stream.of(
                        relationshipWork(),
                        relationshipDeletion(),
                        portal(),
                        Stream.of(
                                LEADS_CONVERT,
                                ORDERS_READ,
                                ORDERS_CREATE,
                                ORDERS_MANAGE,
                                ORDERS_FULFIL,
                                ORDERS_ACTIVATE,
                                CONTRACTS_READ,
                                CONTRACTS_MANAGE,
                                INVOICES_READ,
                                INVOICES_MANAGE,
                                CATALOG_READ,
                                CATALOG_MANAGE,
                                CUSTOMERS_READ,
                                CUSTOMERS_MANAGE,
                                USERS_READ,
                                USERS_MANAGE,
                                PROVIDERS_READ,
                                PROVIDERS_MANAGE,
                                WEBHOOKS_MANAGE,
                                EVENTS_MANAGE,
                                AUDIT_READ,
                                ANALYTICS_VIEW,
                                ANALYTICS_EXPORT,
                                TEMPLATES_READ,
                                TEMPLATES_MANAGE))
                .flatMap(permissions -> permissions);
    }

    private static Stream<String> reading() {
        return everything().filter(permission -> permission.endsWith(".read") || permission.endsWith(".view"));
    }

    private static Stream<String> relationshipWork() {
        return Stream.of(
                CONTACTS_READ,
                CONTACTS_WRITE,
                DEALS_READ,
                DEALS_WRITE,
                ACTIVITIES_READ,
                ACTIVITIES_WRITE,
                PROJECTS_READ,
                PROJECTS_WRITE,
                TASKS_READ,
                TASKS_WRITE,
                MESSAGES_READ,
                MESSAGES_WRITE,
                LEADS_READ,
                LEADS_WRITE);
    }

    private static Stream<String> relationshipDeletion() {
        return Stream.of(
                CONTACTS_DELETE,
                DEALS_DELETE,
                ACTIVITIES_DELETE,
                PROJECTS_DELETE,
                TASKS_DELETE,
                MESSAGES_DELETE,
                LEADS_DELETE);
    }

    private static Stream<String> portal() {
        return Stream.of(
                PORTAL_ACCESS,
                PORTAL_CATALOG_VIEW,
                PORTAL_ORDERS_VIEW,
                PORTAL_ORDERS_CREATE,
                PORTAL_CART_MANAGE,
                PORTAL_FAVORITES_MANAGE,
                PORTAL_LISTS_MANAGE,
                PORTAL_INSIGHTS_VIEW,
                PORTAL_REPORTS_VIEW,
                PORTAL_REPORTS_EXPORT,
                PORTAL_NOTIFICATIONS_VIEW);
    }
}

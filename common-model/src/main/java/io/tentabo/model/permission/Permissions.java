package io.tentabo.model.permission;

/** Every permission as {@code resource.action}; access tokens carry these strings and endpoints demand them. */
public final class Permissions {

    public static final String CONTACTS_READ = "contacts.read";
    public static final String CONTACTS_WRITE = "contacts.write";
    public static final String CONTACTS_DELETE = "contacts.delete";
    public static final String DEALS_READ = "deals.read";
    public static final String DEALS_WRITE = "deals.write";
    public static final String DEALS_DELETE = "deals.delete";
    public static final String ACTIVITIES_READ = "activities.read";
    public static final String ACTIVITIES_WRITE = "activities.write";
    public static final String ACTIVITIES_DELETE = "activities.delete";
    public static final String PROJECTS_READ = "projects.read";
    public static final String PROJECTS_WRITE = "projects.write";
    public static final String PROJECTS_DELETE = "projects.delete";
    public static final String TASKS_READ = "tasks.read";
    public static final String TASKS_WRITE = "tasks.write";
    public static final String TASKS_DELETE = "tasks.delete";
    public static final String MESSAGES_READ = "messages.read";
    public static final String MESSAGES_WRITE = "messages.write";
    public static final String MESSAGES_DELETE = "messages.delete";

    public static final String LEADS_READ = "leads.read";
    public static final String LEADS_WRITE = "leads.write";
    public static final String LEADS_DELETE = "leads.delete";
    public static final String LEADS_CONVERT = "leads.convert";

    public static final String ORDERS_READ = "orders.read";
    public static final String ORDERS_CREATE = "orders.create";
    public static final String ORDERS_MANAGE = "orders.manage";
    public static final String ORDERS_FULFIL = "orders.fulfil";
    public static final String ORDERS_ACTIVATE = "orders.activate";
    public static final String CONTRACTS_READ = "contracts.read";
    public static final String CONTRACTS_MANAGE = "contracts.manage";
    public static final String INVOICES_READ = "invoices.read";
    public static final String INVOICES_MANAGE = "invoices.manage";
    public static final String CATALOG_READ = "catalog.read";
    public static final String CATALOG_MANAGE = "catalog.manage";
    public static final String CUSTOMERS_READ = "customers.read";
    public static final String CUSTOMERS_MANAGE = "customers.manage";

    /** Read users, partners and distributors. */
    public static final String USERS_READ = "users.read";
    /** Manage users, partners and distributors, and have persons exported or erased. */
    public static final String USERS_MANAGE = "users.manage";

    public static final String PROVIDERS_READ = "providers.read";
    public static final String PROVIDERS_MANAGE = "providers.manage";
    public static final String WEBHOOKS_MANAGE = "webhooks.manage";
    /** List and replay events that could not be processed. */
    public static final String EVENTS_MANAGE = "events.manage";

    public static final String AUDIT_READ = "audit.read";
    public static final String ANALYTICS_VIEW = "analytics.view";
    public static final String ANALYTICS_EXPORT = "analytics.export";
    public static final String TEMPLATES_READ = "templates.read";
    public static final String TEMPLATES_MANAGE = "templates.manage";

    /** Create, suspend and purge tenants: platform operators only. */
    public static final String TENANTS_MANAGE = "tenants.manage";

    public static final String PORTAL_ACCESS = "portal.access";
    public static final String PORTAL_CATALOG_VIEW = "portal.catalog.view";
    public static final String PORTAL_ORDERS_VIEW = "portal.orders.view";
    public static final String PORTAL_ORDERS_CREATE = "portal.orders.create";
    public static final String PORTAL_CART_MANAGE = "portal.cart.manage";
    public static final String PORTAL_FAVORITES_MANAGE = "portal.favorites.manage";
    public static final String PORTAL_LISTS_MANAGE = "portal.lists.manage";
    public static final String PORTAL_INSIGHTS_VIEW = "portal.insights.view";
    public static final String PORTAL_REPORTS_VIEW = "portal.reports.view";
    public static final String PORTAL_REPORTS_EXPORT = "portal.reports.export";
    public static final String PORTAL_NOTIFICATIONS_VIEW = "portal.notifications.view";

    private Permissions() {}
}

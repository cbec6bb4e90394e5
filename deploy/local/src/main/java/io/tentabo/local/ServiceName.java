package io.tentabo.local;

import java.util.Locale;

/** The four services, in the order in which they are started. */
public enum ServiceName {
    IDENTITY("identity-service"),
    BILLING("billing-service"),
    CRM("crm-service"),
    SYNC("provider-sync-service");

    private final String module;

    ServiceName(String module) {
        this.module = module;
    }

    /** First path segment, database schema and prefix of topics, e.g. {@code crm}. */
    public String slice() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Directory of the service's module below the project's root. */
    public String module() {
        return module;
    }
}

package io.tentabo.identity.tenant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be switched on for a tenant. */
public enum Feature {
    ACCOUNT_HEALTH,
    ACTIVITIES,
    ANALYTICS,
    CALL_PLANS,
    CART,
    CONTACTS,
    CUSTOMERS,
    DEALS,
    INVENTORY,
    MESSAGES,
    METRICS,
    NOTIFICATIONS,
    PORTAL,
    PROJECTS,
    REGISTRATIONS,
    SAMPLES,
    TASKS;

    /** The name as a tenant's features have it, e.g. {@code call-plans}. */
    public String featureName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Feature> named(String featureName) {
        return Arrays.stream(values())
                .filter(feature -> feature.featureName().equals(featureName))
                .findFirst();
    }
}

package io.tentabo.identity.tenant;

/**
 * What a tenant has bought.
 *
 * @param name e.g. {@code trial}
 */
public record Plan(String name, int maxUsers, int maxIntegrations) {

    public static final String TRIAL = "trial";
    public static final int DEFAULT_MAX_USERS = 10;
    public static final int DEFAULT_MAX_INTEGRATIONS = 5;

    TenantStatus firstStatus() {
        return name.equals(TRIAL) ? TenantStatus.TRIAL : TenantStatus.ACTIVE;
    }
}

package io.tentabo.identity.template;

/** How a template stands in a tenant. */
public enum TenantTemplateStatus {
    INSTALLED,
    /** Between two versions; an upgrade that is one transaction is never seen so. */
    UPGRADING,
    REMOVED
}

package io.tentabo.sync.connection;

/** What a provider is used for. A tenant has at most one active connection to a CRM and one to a billing tool. */
public enum ProviderType {
    CRM,
    BILLING,
    INTEGRATION
}

package io.tentabo.crm.customer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What the audit compares when a customer's status changes. */
@RegisterForReflection
record CustomerState(CustomerStatus status, @Nullable String statusReason) {}

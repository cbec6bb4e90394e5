package io.tentabo.billing.operations;

import io.tentabo.kit.audit.AuditResource;
import jakarta.ws.rs.Path;

/** The audit trail of this service. */
@Path("/billing/v1/audit")
public class BillingAuditResource extends AuditResource {}

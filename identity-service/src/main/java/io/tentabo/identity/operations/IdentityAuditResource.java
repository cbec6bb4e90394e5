package io.tentabo.identity.operations;

import io.tentabo.kit.audit.AuditResource;
import jakarta.ws.rs.Path;

/** The audit trail of this service. */
@Path("/identity/v1/audit")
public class IdentityAuditResource extends AuditResource {}

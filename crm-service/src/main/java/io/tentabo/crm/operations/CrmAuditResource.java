package io.tentabo.crm.operations;

import io.tentabo.kit.audit.AuditResource;
import jakarta.ws.rs.Path;

/** The audit trail of this service. */
@Path("/crm/v1/audit")
public class CrmAuditResource extends AuditResource {}

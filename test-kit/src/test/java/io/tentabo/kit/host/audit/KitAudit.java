package io.tentabo.kit.host.audit;

import io.tentabo.kit.audit.AuditResource;
import jakarta.ws.rs.Path;

/** The audit trail as every service serves it. */
@Path("/kit/v1/audit")
public class KitAudit extends AuditResource {}

package io.tentabo.sync.operations;

import io.tentabo.kit.audit.AuditResource;
import jakarta.ws.rs.Path;

/** The audit trail of this service. */
@Path("/sync/v1/audit")
public class SyncAuditResource extends AuditResource {}

package io.tentabo.kit.audit;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.model.permission.Permissions;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The audit trail of the caller's tenant. JAX-RS demands a constant path, so each service serves it with one line:
 *
 * <pre>{@code
 * @Path("/crm/v1/audit")
 * class CrmAuditResource extends AuditResource {}
 * }</pre>
 */
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
public abstract class AuditResource {

    @Inject
    AuditTrail trail;

    @Inject
    AuditVerification verification;

    @GET
    @PermissionsAllowed(Permissions.AUDIT_READ)
    @Operation(summary = "Audit records, the newest first")
    public Uni<RestResponse<Page<AuditRecord>>> list(
            @BeanParam AuditFilter filter, @Valid @BeanParam PageRequest page, @Context UriInfo uri) {
        return trail.list(filter, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @Path("/verification")
    @PermissionsAllowed(Permissions.AUDIT_READ)
    @Operation(summary = "Verify every sealed record of the tenant and name the first broken one")
    public Uni<VerificationResult> verify() {
        return verification.verify(CallerContext.current().requireTenantId());
    }
}

package io.tentabo.identity.audit;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The audit trail of the caller's tenant in all services. */
@Path("/identity/v1/audit")
@Tag(name = "Audit")
class SuiteAuditResource {

    private static final String SERVICES = "Only what these services recorded: identity, crm, billing, sync.";
    private static final String UNREACHABLE =
            "A service cannot be asked: it is named, since a list without its records would look complete";
    private static final String EXPORTED = """
            {"service":"crm","id":"019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a11","createdAt":"2026-11-21T09:30:00.123456Z",…}
            {"export":{"id":"019aa5c2-…","complete":true,"records":1,"sha256":"9f86d081…"}}
            """;

    private final SliceTrails trails;
    private final SuiteTrail trail;
    private final SuiteVerifications verifications;
    private final AuditExports exports;

    SuiteAuditResource(SliceTrails trails, SuiteTrail trail, SuiteVerifications verifications, AuditExports exports) {
        this.trails = trails;
        this.trail = trail;
        this.verifications = verifications;
        this.exports = exports;
    }

    @GET
    @PermissionsAllowed(Permissions.AUDIT_READ)
    @Operation(
            summary = "Audit records of all services, the newest first",
            description =
                    "Sorts: createdAt. Records of one moment are ordered by their ids, whichever service has them.")
    @APIResponse(responseCode = "200", description = "A page, of all services that were asked for")
    @APIResponse(responseCode = "503", description = UNREACHABLE)
    public Uni<RestResponse<Page<AuditRecord>>> list(
            @BeanParam AuditFilter filter,
            @RestQuery @Parameter(description = SERVICES) @Nullable List<String> service,
            @Valid @BeanParam PageRequest page,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            UriInfo uri) {
        AuditQuery query = new AuditQuery(trails.of(service, authorization), filter, AuditOrder.of(page.sort()));
        return trail.list(query, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @Path("/verification")
    @PermissionsAllowed(Permissions.AUDIT_READ)
    @Operation(
            summary = "Verify every sealed record of the tenant in all services and name the first broken one of each",
            description = "The services verify at the same time. It takes as long as the longest chain does.")
    @APIResponse(responseCode = "200", description = "What was found; a service that cannot be asked is UNKNOWN")
    public Uni<SuiteVerification> verify(
            @RestQuery @Parameter(description = SERVICES) @Nullable List<String> service,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        return verifications.verify(trails.of(service, authorization));
    }

    @GET
    @Path("/export")
    @Produces(AuditExport.MEDIA_TYPE)
    @PermissionsAllowed(Permissions.AUDIT_READ)
    @Operation(
            summary = "Exports audit records of all services as JSON Lines",
            description =
                    "A record a line, of what was recorded before the request. The last line is no record but says whether"
                            + " the export is complete, how many records it holds and the SHA-256 of all bytes before that"
                            + " line; without it, or when complete is false, the export broke off. To continue, repeat the"
                            + " request with the parameter that resume names; or with before (sorted by createdAt: after)"
                            + " set to createdAt and id of the last record that arrived. The export itself is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The records, as they are read",
            content =
                    @Content(
                            mediaType = AuditExport.MEDIA_TYPE,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "One record", value = EXPORTED)))
    @APIResponse(responseCode = "503", description = UNREACHABLE)
    public RestMulti<byte[]> export(
            @BeanParam AuditFilter filter,
            @RestQuery @Parameter(description = SERVICES) @Nullable List<String> service,
            @RestQuery @Parameter(description = "createdAt for the oldest first.") @Nullable String sort,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        AuditQuery query = new AuditQuery(trails.of(service, authorization), filter, AuditOrder.of(sort));
        return RestMulti.fromUniResponse(exports.begin(query), AuditExport::chunks, AuditExport::headers);
    }
}

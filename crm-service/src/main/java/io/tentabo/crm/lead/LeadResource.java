package io.tentabo.crm.lead;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Leads over HTTP. */
@Path("/crm/v1/leads")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Leads")
public class LeadResource {

    private static final String BEING_CONVERTED = "An order is being made of the lead, or has been made meanwhile";
    private static final String UNSETTLED =
            "Billing cannot be asked how a conversion of the lead has ended; repeat the call";

    private final Leads leads;
    private final LeadConversions conversions;
    private final Idempotency idempotency;

    LeadResource(Leads leads, LeadConversions conversions, Idempotency idempotency) {
        this.leads = leads;
        this.conversions = conversions;
        this.idempotency = idempotency;
    }

    @POST
    @PermissionsAllowed(Permissions.LEADS_WRITE)
    @HonoursIdempotencyKey
    @Operation(summary = "Register a lead")
    @APIResponseSchema(value = LeadView.class, responseCode = "201", responseDescription = "Registered")
    @APIResponse(responseCode = "403", description = "The caller may not register a lead for this owner or channel")
    @APIResponse(
            responseCode = "422",
            description = "The owner is no active user of the tenant, or a value has no currency")
    public Uni<Response> register(@Valid @NotNull NewLead request) {
        return idempotency.once(request, () -> leads.register(request)
                .map(lead -> Answers.created("/crm/v1/leads/" + lead.id(), lead)));
    }

    @GET
    @PermissionsAllowed(Permissions.LEADS_READ)
    @Operation(
            summary = "List leads",
            description =
                    "Sorts: createdAt (default, newest first), updatedAt, value, expectedCloseDate, title. A lead "
                            + "without a value sorts below all values, one without an expected date after all dates.")
    public Uni<RestResponse<Page<LeadSummary>>> list(
            @Valid @BeanParam LeadFilter filter, @Valid @BeanParam PageRequest page, @Context UriInfo uri) {
        return leads.list(filter, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.LEADS_READ)
    @Operation(summary = "Read a lead")
    public Uni<RestResponse<LeadView>> get(UUID id) {
        return leads.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.LEADS_WRITE)
    @Operation(summary = "Edit a lead", description = "JSON Merge Patch. Another ownerId gives the lead to that user.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The caller may not give the lead away, nor change its channel")
    @APIResponse(responseCode = "409", description = BEING_CONVERTED)
    @APIResponse(
            responseCode = "422",
            description = "The owner is no active user of the tenant, or a value has no currency")
    @APIResponse(responseCode = "503", description = UNSETTLED)
    public Uni<RestResponse<LeadView>> patch(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            @Schema(implementation = LeadFields.class) @NotNull ObjectNode patch) {
        return conversions
                .settledFor(id, authorization, () -> leads.patch(id, ifMatch, patch))
                .map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.LEADS_DELETE)
    @Operation(summary = "Delete a lead", description = "With its activities, notes and history.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = BEING_CONVERTED)
    @APIResponse(responseCode = "503", description = UNSETTLED)
    public Uni<Void> delete(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        return conversions.settledFor(id, authorization, () -> leads.delete(id, ifMatch));
    }

    @POST
    @Path("/{id}/status")
    @PermissionsAllowed(Permissions.LEADS_WRITE)
    @Operation(
            summary = "Move a lead to another status",
            description =
                    "Forward, also over stages, needs no reason. A step back, LOST, WON without an order made here, "
                            + "and reopening need one; a closed lead is reopened by a manager, an admin or the tenant's owner.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "The caller may not reopen a lead")
    @APIResponse(
            responseCode = "409",
            description = "No lead moves from its status to this one, or an order was made of it or is being made")
    @APIResponse(responseCode = "422", description = "This change of status needs a reason")
    @APIResponse(responseCode = "503", description = UNSETTLED)
    public Uni<RestResponse<LeadView>> changeStatus(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            @Valid @NotNull StatusChange change) {
        return conversions
                .settledFor(id, authorization, () -> leads.changeStatus(id, ifMatch, change))
                .map(Answers::tagged);
    }

    @GET
    @Path("/{id}/history")
    @PermissionsAllowed(Permissions.LEADS_READ)
    @Operation(summary = "List the changes of a lead's status", description = "Newest first.")
    public Uni<RestResponse<Page<StatusHistoryEntry>>> history(
            UUID id, @Valid @BeanParam PageRequest page, @Context UriInfo uri) {
        return leads.history(id, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @Path("/{id}/convert")
    @PermissionsAllowed(Permissions.LEADS_CONVERT)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Make an order of a lead",
            description =
                    "Yields an order and a WON lead, or a problem and nothing. After 502 or 503 repeat the call: it "
                            + "goes on where the last one ended, and never places a second order. A lead whose order was cancelled is "
                            + "converted again, to another order.")
    @APIResponseSchema(
            value = ConversionView.class,
            responseCode = "201",
            responseDescription = "The lead has become an order")
    @APIResponse(
            responseCode = "200",
            description = "The lead had become an order before",
            content = @Content(schema = @Schema(implementation = ConversionView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The lead is lost, is being converted, or has an order that is a draft or was cancelled")
    @APIResponse(responseCode = "422", description = "Billing refuses the order, for its reason")
    @APIResponse(responseCode = "502", description = "Billing has failed; repeat the call")
    @APIResponse(responseCode = "503", description = "Billing cannot be reached; repeat the call")
    public Uni<Response> convert(
            UUID id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            @Valid @NotNull NewConversion request) {
        return idempotency
                .earlierAnswer(request)
                .chain(earlier -> earlier.isPresent()
                        ? Uni.createFrom().item(earlier.get())
                        : conversions
                                .convert(id, request, authorization)
                                .chain(conversion -> idempotency.once(
                                        request, () -> Uni.createFrom().item(() -> converted(conversion)))));
    }

    private static Response converted(LeadConversions.Conversion conversion) {
        ConversionView view = conversion.view();
        return Response.status(conversion.placedNow() ? Status.CREATED : Status.OK)
                .location(URI.create("/billing/v1/orders/" + view.orderId()))
                .header(HttpHeaders.ETAG, ETags.of(view.version()))
                .entity(view)
                .build();
    }
}

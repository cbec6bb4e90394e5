package io.tentabo.billing.invoice;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.trail.StatusChange;
import io.tentabo.billing.trail.StatusHistory;
import io.tentabo.billing.trail.Subject;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/invoices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invoices", description = "What has been charged, and how much of it is still due")
public class InvoiceResource {

    private final Invoices invoices;
    private final InvoiceFlow flow;
    private final StatusHistory history;
    private final Idempotency idempotency;

    InvoiceResource(Invoices invoices, InvoiceFlow flow, StatusHistory history, Idempotency idempotency) {
        this.invoices = invoices;
        this.flow = flow;
        this.history = history;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.INVOICES_READ)
    @Operation(
            summary = "List invoices and credit notes",
            description = "Sorts: createdAt (default, descending), dueDate and invoiceNumber.")
    public Uni<RestResponse<Page<InvoiceSummary>>> list(
            @BeanParam InvoiceFilter filter, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return invoices.list(filter, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Draw up an invoice",
            description = "Of an order that has been sent, with all its lines; or of the billing period of a contract "
                    + "that starts on periodStart, with the lines that run in it. Both at most once, unless cancelled.")
    @APIResponseSchema(value = InvoiceView.class, responseCode = "201", responseDescription = "The draft")
    @APIResponse(responseCode = "409", description = "This has been invoiced, or what it is of cannot be invoiced now")
    @APIResponse(
            responseCode = "422",
            description = "There is no such order, contract or period, or the invoice would be due before its date")
    public Uni<Response> create(@Valid @NotNull NewInvoice request) {
        return idempotency.once(request, () -> invoices.create(request)
                .map(invoice -> Answers.created("/billing/v1/invoices/" + invoice.id(), invoice)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.INVOICES_READ)
    @Operation(summary = "Read an invoice with its lines")
    public Uni<RestResponse<InvoiceView>> get(@RestPath UUID id) {
        return invoices.get(id).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/send")
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @Operation(
            summary = "Send an invoice",
            description = "DRAFT to SENT; from then on the channel and customers see it.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it")
    public Uni<RestResponse<InvoiceView>> send(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return flow.send(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/view")
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @Operation(
            summary = "Note that the recipient has opened an invoice",
            description = "SENT to VIEWED; one that has been paid in part or in full stays what it is.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it")
    public Uni<RestResponse<InvoiceView>> view(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return flow.view(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @Operation(
            summary = "Cancel an invoice",
            description = "As long as nothing has been paid or credited. What it billed can be invoiced anew.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it, or credit was given for it")
    public Uni<RestResponse<InvoiceView>> cancel(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Cancellation cancellation) {
        return flow.cancel(id, ifMatch, cancellation.reason()).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/credit-notes")
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Give credit for an invoice",
            description = "Never more than was invoiced. What has been paid beyond the rest can be refunded.")
    @APIResponseSchema(value = InvoiceView.class, responseCode = "201", responseDescription = "The credit note")
    @APIResponse(responseCode = "409", description = "Its status does not allow it, or it is a credit note itself")
    @APIResponse(responseCode = "422", description = "More than was invoiced")
    public Uni<Response> credit(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull NewCreditNote request) {
        return idempotency.once(request, () -> flow.credit(id, ifMatch, request)
                .map(note -> Answers.created("/billing/v1/invoices/" + note.id(), note)));
    }

    @GET
    @Path("/{id}/history")
    @PermissionsAllowed(Permissions.INVOICES_READ)
    @Operation(summary = "List an invoice's changes of status", description = "Latest first.")
    public Uni<RestResponse<Page<StatusChange>>> history(
            @RestPath UUID id, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return invoices.requireVisible(id)
                .chain(() -> history.list(Subject.INVOICE, id, page))
                .map(found -> PageResponse.of(found, uri));
    }
}

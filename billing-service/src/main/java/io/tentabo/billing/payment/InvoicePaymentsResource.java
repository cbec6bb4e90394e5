package io.tentabo.billing.payment;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
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

@Path("/billing/v1/invoices/{invoiceId}/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Payments")
public class InvoicePaymentsResource {

    private final Payments payments;
    private final Idempotency idempotency;

    InvoicePaymentsResource(Payments payments, Idempotency idempotency) {
        this.payments = payments;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.INVOICES_READ)
    @Operation(summary = "List the payments of an invoice", description = "Latest first.")
    public Uni<RestResponse<Page<PaymentView>>> list(
            @RestPath UUID invoiceId, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return payments.list(invoiceId, page).map(found -> PageResponse.of(found, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Book a payment of an invoice",
            description = "Never more than is due. If-Match names the invoice's version.")
    @APIResponseSchema(value = PaymentView.class, responseCode = "201", responseDescription = "The payment")
    @APIResponse(responseCode = "409", description = "The invoice's status does not allow it, or it is a credit note")
    @APIResponse(responseCode = "422", description = "More than is due, in another currency, or in the future")
    public Uni<Response> receive(
            @RestPath UUID invoiceId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull NewPayment request) {
        return idempotency.once(request, () -> payments.receive(invoiceId, ifMatch, request)
                .map(payment -> Answers.created("/billing/v1/payments/" + payment.id(), payment)));
    }
}

package io.tentabo.billing.payment;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/billing/v1/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Payments", description = "What has been paid of invoices, and given back")
public class PaymentResource {

    private final Payments payments;
    private final Idempotency idempotency;

    PaymentResource(Payments payments, Idempotency idempotency) {
        this.payments = payments;
        this.idempotency = idempotency;
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.INVOICES_READ)
    @Operation(summary = "Read a payment")
    public Uni<RestResponse<PaymentView>> get(@RestPath UUID id) {
        return payments.get(id).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/refund")
    @PermissionsAllowed(Permissions.INVOICES_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Give back a part or all of a payment",
            description = "Never more than was paid. The invoice is due again by as much.")
    @APIResponseSchema(value = PaymentView.class, responseCode = "200", responseDescription = "The payment")
    @APIResponse(responseCode = "409", description = "The invoice's status does not allow it")
    @APIResponse(responseCode = "422", description = "More than is left of the payment")
    public Uni<Response> refund(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Refund request) {
        return idempotency.once(request, () -> payments.refund(id, ifMatch, request)
                .map(payment -> Answers.tagged(payment).toResponse()));
    }
}

package io.tentabo.billing.order;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.contract.Activation;
import io.tentabo.billing.contract.ContractType;
import io.tentabo.billing.contract.ContractView;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

@Path("/billing/v1/orders/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Orders")
public class OrderFlowResource {

    private static final Fulfilment COMPLETE = new Fulfilment(FulfilmentStage.COMPLETE);
    private static final Activation BY_DEFAULT = new Activation(ContractType.RESELLER, null, null, null);

    private final OrderFlow flow;
    private final Idempotency idempotency;

    OrderFlowResource(OrderFlow flow, Idempotency idempotency) {
        this.flow = flow;
        this.idempotency = idempotency;
    }

    @POST
    @Path("/submit")
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @Operation(
            summary = "Complete a draft",
            description =
                    "DRAFT to CREATED, or to PENDING for wholesale. Prices that have changed since it was drafted "
                            + "are told, and taken over with /reprice.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it, or prices have changed")
    @APIResponse(
            responseCode = "422",
            description = "Its customer is not active, or a line is not for sale any more or has no price")
    public Uni<RestResponse<OrderView>> submit(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return flow.submit(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/send")
    @PermissionsAllowed({Permissions.ORDERS_CREATE, Permissions.ORDERS_MANAGE})
    @Operation(
            summary = "Send an order",
            description =
                    "CREATED to SENT, or PENDING to CONFIRMED for wholesale. Its lines are immutable from then on.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it")
    @APIResponse(responseCode = "422", description = "There is no such customer, or it is not active")
    public Uni<RestResponse<OrderView>> send(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return flow.send(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/fulfil")
    @PermissionsAllowed(Permissions.ORDERS_FULFIL)
    @Operation(
            summary = "Fulfil an order",
            description =
                    "Stage START, SHIP (wholesale) or COMPLETE (default); COMPLETE takes all steps that are left.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it")
    public Uni<RestResponse<OrderView>> fulfil(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable Fulfilment fulfilment) {
        Fulfilment asked = fulfilment == null ? COMPLETE : fulfilment;
        return flow.fulfil(id, ifMatch, asked.stage()).map(Answers::tagged);
    }

    @POST
    @Path("/hold")
    @PermissionsAllowed(Permissions.ORDERS_MANAGE)
    @Operation(
            summary = "Put a wholesale order on hold",
            description = "From every status between its submission and its delivery.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it")
    public Uni<RestResponse<OrderView>> hold(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Valid @NotNull Hold hold) {
        return flow.hold(id, ifMatch, hold.reason()).map(Answers::tagged);
    }

    @POST
    @Path("/resume")
    @PermissionsAllowed(Permissions.ORDERS_MANAGE)
    @Operation(summary = "Resume an order that is on hold", description = "Back to the status in which it was held.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "Its status does not allow it")
    public Uni<RestResponse<OrderView>> resume(
            @RestPath UUID id, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return flow.resume(id, ifMatch).map(Answers::tagged);
    }

    @POST
    @Path("/cancel")
    @PermissionsAllowed(Permissions.ORDERS_MANAGE)
    @Operation(
            summary = "Cancel an order",
            description = "From every status but the last, once its invoice has been cancelled or credited in full.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(
            responseCode = "409",
            description = "Its status does not allow it, or its invoice is neither cancelled nor credited in full")
    public Uni<RestResponse<OrderView>> cancel(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Cancellation cancellation) {
        return flow.cancel(id, ifMatch, cancellation.reason()).map(Answers::tagged);
    }

    @POST
    @Path("/activate")
    @PermissionsAllowed(Permissions.ORDERS_ACTIVATE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Make a fulfilled order a contract",
            description = "At most once. The contract starts today at the tenant's place unless the body says when.")
    @APIResponseSchema(value = ContractView.class, responseCode = "201", responseDescription = "The contract")
    @APIResponse(responseCode = "409", description = "Its status does not allow it, or it is a contract already")
    @APIResponse(responseCode = "422", description = "Only subscriptions become contracts")
    public Uni<Response> activate(
            @RestPath UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable Activation activation) {
        Activation asked = activation == null ? BY_DEFAULT : activation;
        return idempotency.once(asked, () -> flow.activate(id, ifMatch, asked)
                .map(contract -> Answers.created("/billing/v1/contracts/" + contract.id(), contract)));
    }
}

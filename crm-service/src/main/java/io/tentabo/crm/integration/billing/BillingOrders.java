package io.tentabo.crm.integration.billing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.tentabo.crm.lead.LeadChannel;
import io.tentabo.crm.lead.OrderItem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Billing's orders, as far as leads become some. */
@RegisterRestClient(configKey = "billing")
@Path("/billing/v1/orders")
interface BillingOrders {

    @POST
    Uni<BillingOrder> create(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("X-Request-Id") @Nullable String requestId,
            NewBillingOrder order);

    @GET
    Uni<BillingOrderPage> ofLead(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam("X-Request-Id") @Nullable String requestId,
            @QueryParam("leadId") UUID leadId,
            @QueryParam("partnerId") @Nullable UUID partnerId,
            @QueryParam("distributorId") @Nullable UUID distributorId);

    @RegisterForReflection
    record NewBillingOrder(
            String kind,
            String currency,
            UUID leadId,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            List<OrderItem> items) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record BillingOrder(
            UUID id,
            String orderNumber,
            String status,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId) {

        boolean isOf(LeadChannel channel) {
            return channel.isSameAs(new LeadChannel(partnerId, distributorId));
        }

        boolean isLive() {
            return !"CANCELLED".equals(status);
        }

        boolean isDraft() {
            return "DRAFT".equals(status);
        }
    }

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record BillingOrderPage(List<BillingOrder> items) {}
}

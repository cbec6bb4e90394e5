package io.tentabo.identity.session;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The tenants that the caller can switch between. Answers with tokens hold secrets: nothing may cache them. */
@Path("/identity/v1/me/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
class OwnTenantsResource {

    private final TenantSwitches switches;
    private final SecurityIdentity identity;

    OwnTenantsResource(TenantSwitches switches, SecurityIdentity identity) {
        this.switches = switches;
        this.identity = identity;
    }

    @GET
    @Authenticated
    @Operation(
            summary = "Lists the other tenants that the caller can switch to",
            description = "Those whose sessions were joined with this one; at most fifty, so there are no pages.")
    @APIResponse(responseCode = "200", description = "The seats; empty for a session that is joined with no other")
    @APIResponse(responseCode = "401", description = "The session has ended")
    @APIResponse(responseCode = "403", description = "The token was granted to a client, or belongs to no session")
    public Uni<List<TenantSeat>> list() {
        return CurrentSession.ofPerson(identity).map(switches::others).orElseGet(() -> Uni.createFrom()
                .item(List.of()));
    }

    @POST
    @Authenticated
    @Operation(
            summary = "Joins the caller's session with one in another tenant",
            description =
                    "The caller has signed in to both tenants, to each by its own rules, and shows by the refresh tokens of"
                            + " both that it holds them. As at a refresh, they are used up, and using one again ends its"
                            + " session; both sessions go on with the tokens that are answered. Both seats are of one"
                            + " account. From then on POST /sessions/switch leads from each to the other, until the person"
                            + " signs out there, an administrator there ends the sessions, or that sign-in is thirty days"
                            + " old. A session is joined with one group only: joining it anew takes it out of the other,"
                            + " with those in its tenant that were switched to.")
    @APIResponse(
            responseCode = "200",
            description = "Joined, now or before",
            content = @Content(schema = @Schema(implementation = JoinedTenants.class)))
    @APIResponse(
            responseCode = "401",
            description = "A refresh token is not good or not of the caller's session, or that session has ended")
    @APIResponse(responseCode = "403", description = "The token was granted to a client, or belongs to no session")
    @APIResponse(responseCode = "422", description = "The seats are of different accounts, or in the same tenant")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    public Uni<RestResponse<JoinedTenants>> join(@NotNull @Valid JoinedSession request) {
        return switches.join(CurrentSession.require(identity), request)
                .map(joined -> RestResponse.ResponseBuilder.ok(joined)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}

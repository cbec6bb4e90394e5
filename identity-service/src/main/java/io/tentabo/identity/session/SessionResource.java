package io.tentabo.identity.session;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.LimitedTokens;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Sign-in, refresh, sign-out, and the sessions of the caller. Answers with tokens hold secrets: nothing may cache them, and no Idempotency-Key stores them. */
@Path("/identity/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
class SessionResource {

    private final SignIns signIns;
    private final Sessions sessions;
    private final SessionLists sessionLists;
    private final TenantSwitches switches;
    private final SecurityIdentity identity;

    SessionResource(
            SignIns signIns,
            Sessions sessions,
            SessionLists sessionLists,
            TenantSwitches switches,
            SecurityIdentity identity) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.sessionLists = sessionLists;
        this.switches = switches;
        this.identity = identity;
    }

    @POST
    @PermitAll
    @Operation(summary = "Signs in with a password")
    @APIResponse(
            responseCode = "201",
            description = "Signed in",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "401", description = "Refused; the answer does not say why")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    @APIResponse(
            responseCode = "503",
            description =
                    "Too many sign-ins at once, or the tenant's provider cannot be asked about this name; see Retry-After")
    public Uni<RestResponse<SessionView>> signIn(@NotNull @Valid NewSession request) {
        return signIns.signIn(request).map(tokens -> uncached(Status.CREATED, tokens));
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(
            summary = "Exchanges a refresh token for new tokens",
            description =
                    "Each refresh token is good for one exchange; using one again ends the session. A repetition within"
                            + " ten seconds, before its successor was used, is answered with the same successor.")
    @APIResponse(responseCode = "200", description = "Refreshed")
    @APIResponse(responseCode = "401", description = "Refused: sign in again")
    public Uni<RestResponse<SessionView>> refresh(@NotNull @Valid SessionRefresh request) {
        return sessions.refresh(request.refreshToken(), Presenter.USER).map(tokens -> uncached(Status.OK, tokens));
    }

    @POST
    @Path("/switch")
    @Authenticated
    @Operation(
            summary = "Begins a session in another tenant, without a password",
            description =
                    "For a tenant whose session was joined with this one, see POST /me/tenants. The session of this request"
                            + " shows by its refresh token who holds it; as at a refresh, the token is used up, and using one"
                            + " again ends the session. It goes on with the tokens that are answered beside those of the new"
                            + " one, which ends at the latest when the sign-in to that tenant would have.")
    @APIResponse(
            responseCode = "201",
            description = "Switched",
            content = @Content(schema = @Schema(implementation = SwitchedSession.class)))
    @APIResponse(
            responseCode = "401",
            description = "The session of this request has ended, or the refresh token is not its own good one")
    @APIResponse(
            responseCode = "403",
            description =
                    "Refused, with the refresh token as good as before; the answer does not say why: no session there is"
                            + " joined with this one, it has ended, or the tenant or the seat is not active. Or the token"
                            + " was granted to a client")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    public Uni<RestResponse<SwitchedSession>> switchTenant(@NotNull @Valid TenantSwitch request) {
        return switches.switchTo(CurrentSession.require(identity), request)
                .map(switched -> uncached(Status.CREATED, switched));
    }

    @GET
    @Authenticated
    @Operation(summary = "Lists the caller's live sessions", description = "Sort: createdAt.")
    public Uni<RestResponse<Page<SessionDetails>>> list(@Valid @BeanParam PageRequest page, UriInfo uri) {
        LimitedTokens.refuse(identity);
        return sessionLists
                .own(page, CurrentSession.of(identity).orElse(null))
                .map(result -> PageResponse.of(result, uri));
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    @Operation(summary = "Ends one of the caller's sessions")
    @APIResponse(responseCode = "204", description = "Ended, now or before")
    @APIResponse(
            responseCode = "403",
            description = "The token was granted for less, or exchanged for one of the very session's")
    @APIResponse(responseCode = "404", description = "The caller has no such session")
    public Uni<Void> end(UUID id) {
        LimitedTokens.refuse(identity);
        boolean isOfToken = CurrentSession.of(identity).filter(id::equals).isPresent();
        return isOfToken ? endOfToken(id) : sessions.endOwn(id);
    }

    @DELETE
    @Path("/current")
    @Authenticated
    @Operation(summary = "Signs out", description = "Ends the session that the access token belongs to.")
    @APIResponse(responseCode = "204", description = "Signed out")
    @APIResponse(responseCode = "403", description = "The token was exchanged for one of the session's")
    public Uni<Void> signOut() {
        return CurrentSession.of(identity).map(this::endOfToken).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    private Uni<Void> endOfToken(UUID sessionId) {
        return LimitedTokens.isGranted(identity)
                ? sessions.endClients(sessionId, LimitedTokens.client(identity).orElse(null))
                : sessions.end(sessionId);
    }

    private static RestResponse<SessionView> uncached(Status status, SessionTokens tokens) {
        return uncached(status, SessionView.of(tokens));
    }

    private static <T> RestResponse<T> uncached(Status status, T secrets) {
        return RestResponse.ResponseBuilder.create(status, secrets)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}

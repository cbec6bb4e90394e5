package io.tentabo.identity.authorization;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.client.RegisteredClients;
import io.tentabo.identity.page.PageRefusal;
import io.tentabo.identity.session.Sessions;
import io.tentabo.identity.token.IdToken;
import io.tentabo.identity.token.IssuedTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sign-out at a client's request (OpenID Connect RP-Initiated Logout 1.0). */
@Path("/identity/oauth2/logout")
@Tag(name = "OAuth 2.0")
class LogoutResource {

    private final RegisteredClients clients;
    private final IssuedTokens issued;
    private final Sessions sessions;
    private final Pages pages;

    LogoutResource(RegisteredClients clients, IssuedTokens issued, Sessions sessions, Pages pages) {
        this.clients = clients;
        this.issued = issued;
        this.sessions = sessions;
        this.pages = pages;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(
            summary = "Ends the session that an id token names",
            description = "OpenID Connect RP-Initiated Logout 1.0; the id token may have expired.")
    @Parameter(name = "id_token_hint", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "client_id", in = ParameterIn.QUERY, example = "oxibox.portal")
    @Parameter(
            name = "post_logout_redirect_uri",
            in = ParameterIn.QUERY,
            description = "Registered for the client",
            example = "https://portal.example/bye")
    @Parameter(name = "state", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page: signed out",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(responseCode = "303", description = "Signed out, back to the client")
    @APIResponse(
            responseCode = "400",
            description = "A page: the request names no session, or an unregistered address",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> signOut(UriInfo uri) {
        return signOut(uri.getQueryParameters());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(summary = "Ends the session that an id token names, by a form")
    @APIResponse(
            responseCode = "200",
            description = "A page: signed out",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(responseCode = "303", description = "Signed out, back to the client")
    @APIResponse(
            responseCode = "400",
            description = "A page: the request names no session, or an unregistered address",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> signOutByForm(
            @RequestBody(
                            description = "The same parameters as in a query",
                            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    MultivaluedMap<String, String> form) {
        return signOut(form);
    }

    private Uni<Response> signOut(MultivaluedMap<String, String> parameters) {
        return Uni.createFrom()
                .deferred(() -> {
                    IdToken hint = AuthorizationRequest.single(parameters, "id_token_hint")
                            .flatMap(issued::idToken)
                            .filter(token -> isFor(token, parameters))
                            .orElseThrow(LogoutResource::unknownSession);
                    return clients.find(hint.clientId())
                            .map(client -> client.orElseThrow(LogoutResource::unknownSession))
                            .chain(client -> signOut(client, hint, parameters));
                })
                .onFailure(PageRefusal.class)
                .recoverWithUni(this::told);
    }

    private Uni<Response> signOut(RegisteredClient client, IdToken hint, MultivaluedMap<String, String> parameters) {
        Optional<String> address = AuthorizationRequest.single(parameters, "post_logout_redirect_uri");
        if (address.isPresent() && !client.redirectsAfterLogoutTo(address.get())) {
            throw new PageRefusal(
                    400, "The application asks for people to be sent to an address that is not registered for it.");
        }
        String state = AuthorizationRequest.single(parameters, "state").orElse(null);
        return sessions.signOut(hint.tenantId(), hint.sessionId(), client.id())
                .chain(() -> address.map(uri -> Uni.createFrom()
                                .item(ClientRedirect.to(uri)
                                        .with("state", state)
                                        .response()))
                        .orElseGet(() -> pages.message(200, "Signed out", "You can close this page.")
                                .map(ResponseBuilder::build)));
    }

    private static boolean isFor(IdToken token, MultivaluedMap<String, String> parameters) {
        return AuthorizationRequest.single(parameters, AuthorizationRequest.CLIENT_ID)
                .map(token.clientId()::equals)
                .orElse(true);
    }

    private static PageRefusal unknownSession() {
        return new PageRefusal(400, "The application did not say whom to sign out. Sign out in the application.");
    }

    private Uni<Response> told(PageRefusal refusal) {
        return pages.message(refusal.status(), "You are not signed out", refusal.explanation())
                .map(ResponseBuilder::build);
    }
}

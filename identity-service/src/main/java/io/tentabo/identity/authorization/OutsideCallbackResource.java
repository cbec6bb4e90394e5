package io.tentabo.identity.authorization;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.page.PageForms;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where people come back to who have signed in at their tenant's OpenID provider. */
@Path("/identity/oauth2/callback")
@Tag(name = "OAuth 2.0")
class OutsideCallbackResource {

    private final OutsideSignIns signIns;
    private final PageForms forms;
    private final AuthorizationAnswers answers;

    OutsideCallbackResource(OutsideSignIns signIns, PageForms forms, AuthorizationAnswers answers) {
        this.signIns = signIns;
        this.forms = forms;
        this.answers = answers;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(
            summary = "Takes people back from their tenant's OpenID provider",
            description = "Register this address at the provider. A return is good once, within ten minutes, and in the"
                    + " browser that was sent there. Somebody whom the provider vouches for first gets an account that an"
                    + " administrator has to enable.")
    @Parameter(name = "state", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "code", in = ParameterIn.QUERY, description = "None when the person did not sign in")
    @Parameter(
            name = "iss",
            in = ParameterIn.QUERY,
            description = "RFC 9207",
            example = "https://login.example.com/realms/oxibox")
    @APIResponse(responseCode = "303", description = "Back to the client with code, iss and state, or with error")
    @APIResponse(
            responseCode = "400",
            description = "A page: the sign-in is unknown, over, or of another browser",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "403",
            description = "A page: the provider's answer is not good, or the account is not active",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "503",
            description = "A page: the provider does not answer",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> comeBack(UriInfo uri, HttpHeaders headers) {
        return answers.of(() -> signIns.end(uri.getQueryParameters(), forms.held(headers))
                .map(granted -> answers.granted(granted.request(), granted.code())));
    }
}

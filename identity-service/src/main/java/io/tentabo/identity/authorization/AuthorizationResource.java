package io.tentabo.identity.authorization;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.RegisteredClients;
import io.tentabo.identity.page.PageForms;
import io.tentabo.identity.page.PageRefusal;
import io.tentabo.identity.provider.ProviderFailure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The authorization endpoint: for browsers, so it answers with pages and redirects. */
@Path("/identity/oauth2/authorize")
@Tag(name = "OAuth 2.0")
class AuthorizationResource {

    private static final String DECISION = "decision";
    private static final int MAX_USERNAME = 254;
    private static final int MAX_PASSWORD = 128;

    private final RegisteredClients clients;
    private final Authorizations authorizations;
    private final PageForms forms;
    private final Pages pages;
    private final OutsideSignIns outside;
    private final AuthorizationAnswers answers;

    AuthorizationResource(
            RegisteredClients clients,
            Authorizations authorizations,
            PageForms forms,
            Pages pages,
            OutsideSignIns outside,
            AuthorizationAnswers answers) {
        this.clients = clients;
        this.authorizations = authorizations;
        this.forms = forms;
        this.pages = pages;
        this.outside = outside;
        this.answers = answers;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(
            summary = "Shows the page on which a user signs in for a client",
            description =
                    "Authorization code with PKCE (OAuth 2.1, OpenID Connect Core 1.0), answered as RFC 9207 says.")
    @Parameter(name = "response_type", in = ParameterIn.QUERY, required = true, example = "code")
    @Parameter(name = "client_id", in = ParameterIn.QUERY, required = true, example = "oxibox.portal")
    @Parameter(
            name = "redirect_uri",
            in = ParameterIn.QUERY,
            required = true,
            example = "https://portal.example/signed-in")
    @Parameter(name = "scope", in = ParameterIn.QUERY, required = true, example = "openid profile leads.read")
    @Parameter(
            name = "code_challenge",
            in = ParameterIn.QUERY,
            required = true,
            example = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    @Parameter(name = "code_challenge_method", in = ParameterIn.QUERY, required = true, example = "S256")
    @Parameter(name = "state", in = ParameterIn.QUERY)
    @Parameter(name = "nonce", in = ParameterIn.QUERY)
    @Parameter(name = "login_hint", in = ParameterIn.QUERY, example = "ada@example.com")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(responseCode = "303", description = "Back to the client with error, iss and state")
    @APIResponse(
            responseCode = "400",
            description = "A page: the client or the address it names is not registered",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> ask(UriInfo uri, HttpHeaders headers) {
        return answers.of(() -> asked(uri.getQueryParameters(), headers));
    }

    private Uni<Response> asked(MultivaluedMap<String, String> parameters, HttpHeaders headers) {
        return request(parameters)
                .chain(request ->
                        page(200, request, headers, request.loginHint() == null ? "" : request.loginHint(), null))
                .map(ResponseBuilder::build);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(
            summary = "Takes the page's form, or a request by POST",
            description =
                    "The form only from the page: its cookie and token are needed. Without a decision and a token it is a"
                            + " client's request with the parameters of GET (OpenID Connect Core 1.0, section 3.1.2.1).")
    @APIResponse(
            responseCode = "200",
            description = "A page that leads on to the tenant's OpenID provider; for a request, the page to sign in on",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(responseCode = "303", description = "Back to the client with code, iss and state, or with error")
    @APIResponse(
            responseCode = "400",
            description = "A page: the client or the address it names is not registered",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "401",
            description = "The page again: e-mail address and password do not match",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "403",
            description = "A page: the form did not come from this service's page",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "429",
            description = "The page again: too many failed attempts; see Retry-After",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> decide(
            @RequestBody(
                            description =
                                    "The page's fields, with username, password and decision (allow, deny, or provider to"
                                            + " sign in at the tenant's OpenID provider)",
                            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    MultivaluedMap<String, String> form,
            HttpHeaders headers) {
        return answers.of(() -> {
            if (value(form, DECISION).isEmpty() && value(form, PageForms.TOKEN).isEmpty()) {
                return asked(form, headers);
            }
            forms.requireGenuine(
                    headers, value(form, PageForms.TOKEN), "Go back to the application and sign in again.");
            return request(form).chain(request -> decided(request, form, headers));
        });
    }

    private Uni<AuthorizationRequest> request(MultivaluedMap<String, String> parameters) {
        String clientId = AuthorizationRequest.single(parameters, AuthorizationRequest.CLIENT_ID)
                .orElse("");
        return clients.find(clientId)
                .map(client -> client.orElseThrow(
                        () -> new PageRefusal(400, "The application that sent you here is not registered.")))
                .map(client -> AuthorizationRequest.of(client, parameters));
    }

    private Uni<Response> decided(
            AuthorizationRequest request, MultivaluedMap<String, String> form, HttpHeaders headers) {
        String decision = value(form, DECISION);
        if (decision.equals("provider")) {
            return sentOutside(request, headers);
        }
        if (!decision.equals("allow")) {
            throw new AuthorizationRefusal(
                    request.redirectUri(), request.state(), "access_denied", "The user did not agree.");
        }
        String username = value(form, "username");
        String password = value(form, "password");
        if (username.isBlank()
                || password.isEmpty()
                || username.length() > MAX_USERNAME
                || password.length() > MAX_PASSWORD) {
            return again(400, request, headers, "Enter your e-mail address and your password.");
        }
        return authorizations
                .signIn(request, username, password)
                .map(code -> answers.granted(request, code))
                .onFailure(HttpProblem.class)
                .recoverWithUni(problem -> refused(request, headers, problem));
    }

    private Uni<Response> refused(AuthorizationRequest request, HttpHeaders headers, HttpProblem problem) {
        return switch (problem.getStatusCode()) {
            case 401 -> again(401, request, headers, "The e-mail address or the password is not right.");
            case 429, 503 ->
                page(problem.getStatusCode(), request, headers, "", "Too many attempts. Try again a little later.")
                        .map(page -> page.header(
                                        HttpHeaders.RETRY_AFTER,
                                        problem.getHeaders().get(HttpHeaders.RETRY_AFTER))
                                .build());
            default -> Uni.createFrom().failure(problem);
        };
    }

    /** What was typed is not shown again: people type passwords into the wrong field. */
    private Uni<Response> again(int status, AuthorizationRequest request, HttpHeaders headers, String mistake) {
        return page(status, request, headers, "", mistake).map(ResponseBuilder::build);
    }

    private Uni<Response> sentOutside(AuthorizationRequest request, HttpHeaders headers) {
        return outside.begin(request, forms.secret(headers))
                .chain(pages::leadOn)
                .map(ResponseBuilder::build)
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> again(
                        503,
                        request,
                        headers,
                        "The place where you sign in cannot be reached. Try again a little later."));
    }

    private Uni<ResponseBuilder> page(
            int status, AuthorizationRequest request, HttpHeaders headers, String username, @Nullable String mistake) {
        return outside.offered(request.client())
                .chain(provider -> pages.signIn(status, request, headers, username, mistake, provider.orElse(null)));
    }

    private static String value(MultivaluedMap<String, String> form, String name) {
        return AuthorizationRequest.single(form, name).orElse("");
    }
}

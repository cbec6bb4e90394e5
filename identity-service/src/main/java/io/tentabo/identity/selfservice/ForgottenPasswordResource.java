package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.page.PageForms;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where the sign-in page sends people who have forgotten their password. */
@Path("/identity/account/forgotten-password")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "Own account")
class ForgottenPasswordResource {

    private static final int MAX_TENANT = 63;
    private static final int MAX_USERNAME = 254;

    private final PasswordResets resets;
    private final PageForms forms;
    private final AccountPages pages;

    ForgottenPasswordResource(PasswordResets resets, PageForms forms, AccountPages pages) {
        this.resets = resets;
        this.forms = forms;
        this.pages = pages;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "Shows the page on which people ask for a link by which to choose a new password",
            description = "The page is the same for every tenant, also for one that does not exist.")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> show(
            @RestQuery @Schema(description = "The tenant's slug", examples = "oxibox") @Nullable String tenant,
            HttpHeaders headers) {
        return pages.forgottenPassword(200, tenant == null ? "" : tenant, headers, null)
                .map(ResponseBuilder::build);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermitAll
    @Operation(summary = "Takes that page's form", description = "Only from the page: its cookie and token are needed.")
    @APIResponse(
            responseCode = "200",
            description = "A page, the same whether or not there is such a user: if so, it gets a mail",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "400",
            description = "The page again: no e-mail address was entered",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "403",
            description = "A page: the form did not come from this service's page",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "429",
            description = "A page: too many requests for this user or from this address; see Retry-After",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> request(
            @RequestBody(
                            description = "The page's fields, with username",
                            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    MultivaluedMap<String, String> form,
            HttpHeaders headers) {
        return pages.answered(() -> {
            forms.requireGenuine(
                    headers, AccountPages.value(form, PageForms.TOKEN), "Open it again from the sign-in page.");
            String tenant = AccountPages.value(form, AccountPages.TENANT);
            String username = AccountPages.value(form, "username");
            return username.isBlank() || username.length() > MAX_USERNAME || tenant.length() > MAX_TENANT
                    ? pages.forgottenPassword(400, tenant, headers, "Enter your e-mail address.")
                            .map(ResponseBuilder::build)
                    : resets.request(new ForgottenPassword(tenant, username))
                            .chain(() -> pages.message(
                                    200,
                                    "Look into your mail",
                                    "If there is an account with this address that has a password, a link is on its way."
                                            + " Nothing has come after some minutes? Look among unwanted mail, or ask an"
                                            + " administrator."));
        });
    }
}

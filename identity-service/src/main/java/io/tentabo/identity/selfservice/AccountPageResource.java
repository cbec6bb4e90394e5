package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.NewPassword;
import io.tentabo.identity.onetime.OneTimeTokens;
import io.tentabo.identity.onetime.TokenPurpose;
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

/** The pages that links in mails lead to. Showing one changes nothing: programs that read mail follow links, too. */
@Path("/identity/account")
@Produces(MediaType.TEXT_HTML)
@Tag(name = "Own account")
@APIResponse(
        responseCode = "422",
        description = "A page: the link is good no more",
        content = @Content(mediaType = MediaType.TEXT_HTML))
@APIResponse(
        responseCode = "429",
        description = "A page: too many failed attempts; see Retry-After",
        content = @Content(mediaType = MediaType.TEXT_HTML))
class AccountPageResource {

    private final OneTimeTokens tokens;
    private final PasswordLinks links;
    private final EmailVerifications verifications;
    private final PageForms forms;
    private final AccountPages pages;

    AccountPageResource(
            OneTimeTokens tokens,
            PasswordLinks links,
            EmailVerifications verifications,
            PageForms forms,
            AccountPages pages) {
        this.tokens = tokens;
        this.links = links;
        this.verifications = verifications;
        this.forms = forms;
        this.pages = pages;
    }

    @GET
    @Path("/invitation")
    @PermitAll
    @Operation(summary = "Shows the page on which an invited user chooses a password")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> showInvitation(@RestQuery @Nullable String token, HttpHeaders headers) {
        return showPasswordForm(TokenPurpose.INVITE, token, headers);
    }

    @POST
    @Path("/invitation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermitAll
    @Operation(summary = "Takes that page's form", description = "Only from the page: its cookie and token are needed.")
    @APIResponse(
            responseCode = "200",
            description = "A page: accepted",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "400",
            description = "The page again: the password does not keep the rules",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "403",
            description = "A page: the form did not come from this service's page",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> accept(
            @RequestBody(
                            description = "The page's fields, with password and repetition",
                            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    MultivaluedMap<String, String> form,
            HttpHeaders headers) {
        return choosePassword(
                TokenPurpose.INVITE,
                form,
                headers,
                "You are in",
                "The password is set. You can close this page and sign in with it.");
    }

    @GET
    @Path("/password-reset")
    @PermitAll
    @Operation(summary = "Shows the page on which a user who forgot its password chooses a new one")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> showPasswordReset(@RestQuery @Nullable String token, HttpHeaders headers) {
        return showPasswordForm(TokenPurpose.RESET_PASSWORD, token, headers);
    }

    @POST
    @Path("/password-reset")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermitAll
    @Operation(summary = "Takes that page's form", description = "Only from the page: its cookie and token are needed.")
    @APIResponse(
            responseCode = "200",
            description = "A page: the password is set",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "400",
            description = "The page again: the password does not keep the rules",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "403",
            description = "A page: the form did not come from this service's page",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> reset(
            @RequestBody(
                            description = "The page's fields, with password and repetition",
                            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    MultivaluedMap<String, String> form,
            HttpHeaders headers) {
        return choosePassword(
                TokenPurpose.RESET_PASSWORD,
                form,
                headers,
                "Your password is set",
                "You are signed out everywhere. You can close this page and sign in with the new password.");
    }

    @GET
    @Path("/email-verification")
    @PermitAll
    @Operation(summary = "Shows the page on which a user confirms its e-mail address")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> showEmailVerification(@RestQuery @Nullable String token, HttpHeaders headers) {
        return pages.answered(() -> tokens.holder(given(token), TokenPurpose.VERIFY_EMAIL)
                .chain(holder -> pages.confirmAddress(holder, headers))
                .map(ResponseBuilder::build));
    }

    @POST
    @Path("/email-verification")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermitAll
    @Operation(summary = "Takes that page's form", description = "Only from the page: its cookie and token are needed.")
    @APIResponse(
            responseCode = "200",
            description = "A page: the address is verified",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    @APIResponse(
            responseCode = "403",
            description = "A page: the form did not come from this service's page",
            content = @Content(mediaType = MediaType.TEXT_HTML))
    public Uni<Response> confirm(
            @RequestBody(
                            description = "The page's fields",
                            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    MultivaluedMap<String, String> form,
            HttpHeaders headers) {
        return pages.answered(() -> {
            requireGenuine(form, headers);
            return verifications
                    .confirm(AccountPages.value(form, AccountPages.TOKEN))
                    .chain(() -> pages.message(200, "Your address is verified", "You can close this page."));
        });
    }

    private Uni<Response> showPasswordForm(TokenPurpose purpose, @Nullable String token, HttpHeaders headers) {
        return pages.answered(() -> tokens.holder(given(token), purpose)
                .chain(holder -> pages.choosePassword(200, holder, headers, null))
                .map(ResponseBuilder::build));
    }

    private Uni<Response> choosePassword(
            TokenPurpose purpose,
            MultivaluedMap<String, String> form,
            HttpHeaders headers,
            String title,
            String message) {
        return pages.answered(() -> {
            requireGenuine(form, headers);
            return tokens.holder(AccountPages.value(form, AccountPages.TOKEN), purpose)
                    .chain(holder -> {
                        String mistake = mistake(form);
                        return mistake == null
                                ? links.choose(holder, AccountPages.value(form, "password"))
                                        .chain(() -> pages.message(200, title, message))
                                : pages.choosePassword(400, holder, headers, mistake)
                                        .map(ResponseBuilder::build);
                    });
        });
    }

    private static @Nullable String mistake(MultivaluedMap<String, String> form) {
        String password = AccountPages.value(form, "password");
        if (password.length() < NewPassword.MIN || password.length() > NewPassword.MAX) {
            return "A password has " + NewPassword.MIN + " to " + NewPassword.MAX + " characters.";
        }
        return password.equals(AccountPages.value(form, "repetition")) ? null : "The two passwords are not the same.";
    }

    private void requireGenuine(MultivaluedMap<String, String> form, HttpHeaders headers) {
        forms.requireGenuine(headers, AccountPages.value(form, PageForms.TOKEN), "Follow the link in the mail again.");
    }

    private static String given(@Nullable String token) {
        return token == null ? "" : token;
    }
}

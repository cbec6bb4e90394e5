package io.tentabo.identity.selfservice;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.NewPassword;
import io.tentabo.identity.onetime.TokenHolder;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.page.HiddenField;
import io.tentabo.identity.page.HtmlPages;
import io.tentabo.identity.page.PageForms;
import io.tentabo.identity.page.PageRefusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the pages that links in mails lead to, and the one that asks for such a mail. Their forms carry the link's token, so the address of the answer need not. */
@Singleton
class AccountPages {

    /** The form's and the link's parameter. */
    static final String TOKEN = "token";

    /** The parameter of the page to ask for a link on, and of its form. */
    static final String TENANT = "tenant";

    private final PageForms forms;
    private final HtmlPages html;

    AccountPages(PageForms forms, HtmlPages html) {
        this.forms = forms;
        this.html = html;
    }

    /**
     * The page to choose a password on.
     *
     * @param mistake what was wrong with the last attempt, null for the first
     */
    Uni<ResponseBuilder> choosePassword(int status, TokenHolder holder, HttpHeaders headers, @Nullable String mistake) {
        boolean invited = holder.purpose() == TokenPurpose.INVITE;
        String secret = forms.secret(headers);
        return html.page(
                        status,
                        HtmlPages.THIS_SERVICE,
                        nonce -> new ChoosePasswordPage(
                                nonce,
                                invited ? "Welcome to " + holder.tenantName() : "Choose a new password",
                                invited
                                        ? "Choose the password that you will sign in with."
                                        : "It replaces the one that you had at " + holder.tenantName()
                                                + ", and signs you out everywhere.",
                                holder.email(),
                                fields(holder, secret),
                                NewPassword.MIN,
                                NewPassword.MAX,
                                mistake))
                .map(response -> response.cookie(forms.cookie(secret)));
    }

    /** The page to confirm an address on. */
    Uni<ResponseBuilder> confirmAddress(TokenHolder holder, HttpHeaders headers) {
        String secret = forms.secret(headers);
        return html.page(
                        Response.Status.OK.getStatusCode(),
                        HtmlPages.THIS_SERVICE,
                        nonce -> new ConfirmAddressPage(
                                nonce, holder.tenantName(), holder.email(), fields(holder, secret)))
                .map(response -> response.cookie(forms.cookie(secret)));
    }

    /** A field of a page's form; empty when it is not there. */
    static String value(MultivaluedMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    Uni<Response> message(int status, String title, String message) {
        return html.message(status, title, message).map(ResponseBuilder::build);
    }

    /** The page to ask for a link on. */
    Uni<ResponseBuilder> forgottenPassword(int status, String tenant, HttpHeaders headers, @Nullable String mistake) {
        String secret = forms.secret(headers);
        List<HiddenField> fields =
                List.of(new HiddenField(TENANT, tenant), new HiddenField(PageForms.TOKEN, forms.token(secret)));
        return html.page(status, HtmlPages.THIS_SERVICE, nonce -> new ForgottenPasswordPage(nonce, fields, mistake))
                .map(response -> response.cookie(forms.cookie(secret)));
    }

    /** Every refusal is a page, too. */
    Uni<Response> answered(Supplier<Uni<? extends Response>> work) {
        return Uni.createFrom()
                .<Response>deferred(work)
                .onFailure(PageRefusal.class)
                .recoverWithUni(refusal -> message(refusal.status(), "That did not work", refusal.explanation()))
                .onFailure(HttpProblem.class)
                .recoverWithUni(problem -> refused(problem));
    }

    private Uni<Response> refused(HttpProblem problem) {
        return switch (problem.getStatusCode()) {
            case 422 ->
                message(
                        422,
                        "This link is good no more",
                        "It was used, has expired or was replaced by a later one. Ask for a new one.");
            case 429, 503 ->
                message(problem.getStatusCode(), "Not now", "There are too many attempts. Try again a little later.")
                        .map(page -> Response.fromResponse(page)
                                .header(
                                        HttpHeaders.RETRY_AFTER,
                                        problem.getHeaders().get(HttpHeaders.RETRY_AFTER))
                                .build());
            default -> Uni.createFrom().failure(problem);
        };
    }

    private List<HiddenField> fields(TokenHolder holder, String secret) {
        return List.of(
                new HiddenField(TOKEN, holder.token().text()), new HiddenField(PageForms.TOKEN, forms.token(secret)));
    }
}

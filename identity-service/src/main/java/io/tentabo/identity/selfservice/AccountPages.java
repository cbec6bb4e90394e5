package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.NewPassword;
import io.tentabo.identity.onetime.TokenHolder;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.page.HiddenField;
import io.tentabo.identity.page.HtmlPages;
import io.tentabo.identity.page.PageForms;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the pages that links in mails lead to. Their forms carry the link's token, so the address of the answer need not. */
@Singleton
class AccountPages {

    /** The form's and the link's parameter. */
    static final String TOKEN = "token";

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

    Uni<Response> message(int status, String title, String message) {
        return html.message(status, title, message).map(ResponseBuilder::build);
    }

    private List<HiddenField> fields(TokenHolder holder, String secret) {
        return List.of(
                new HiddenField(TOKEN, holder.token().text()), new HiddenField(PageForms.TOKEN, forms.token(secret)));
    }
}

package io.tentabo.identity.authorization;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.page.PageRefusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How an authorization ends: back at the client, or on a page where the client cannot be told. */
@Singleton
class AuthorizationAnswers {

    private final Pages pages;
    private final String issuer;

    AuthorizationAnswers(Pages pages, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.pages = pages;
        this.issuer = issuer;
    }

    /** What the work answers, or its refusal in the form that is meant for it. */
    Uni<Response> of(Supplier<Uni<? extends Response>> work) {
        return Uni.createFrom()
                .<Response>deferred(work)
                .onFailure(AuthorizationRefusal.class)
                .recoverWithItem(this::sentBack)
                .onFailure(PageRefusal.class)
                .recoverWithUni(this::told);
    }

    Response granted(AuthorizationRequest request, AuthorizationCode code) {
        return ClientRedirect.to(request.redirectUri())
                .with("code", code.text())
                .with("state", request.state())
                .with("iss", issuer)
                .response();
    }

    private Response sentBack(AuthorizationRefusal refusal) {
        return ClientRedirect.to(refusal.redirectUri())
                .with("error", refusal.error())
                .with("error_description", refusal.description())
                .with("state", refusal.state())
                .with("iss", issuer)
                .response();
    }

    private Uni<Response> told(PageRefusal refusal) {
        return pages.message(refusal.status(), "You cannot sign in this way", refusal.explanation())
                .map(ResponseBuilder::build);
    }
}

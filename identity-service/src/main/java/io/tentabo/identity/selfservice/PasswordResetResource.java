package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** New passwords for people who have forgotten theirs. */
@Path("/identity/v1/password-resets")
@Tag(name = "Own account")
class PasswordResetResource {

    private final PasswordResets resets;
    private final PasswordLinks links;

    PasswordResetResource(PasswordResets resets, PasswordLinks links) {
        this.resets = resets;
        this.links = links;
    }

    @POST
    @ResponseStatus(202)
    @PermitAll
    @Operation(
            summary = "Asks for a link by which to choose a new password",
            description = "The answer is the same whether or not there is such a user.")
    @APIResponse(responseCode = "202", description = "If there is such a user, it gets a mail")
    @APIResponse(
            responseCode = "429",
            description = "Too many requests for this user or from this address; see Retry-After")
    public Uni<Void> request(@NotNull @Valid ForgottenPassword request) {
        return resets.request(request);
    }

    @POST
    @Path("/redeem")
    @PermitAll
    @Operation(
            summary = "Chooses a new password",
            description = "Ends the user's sessions, and the other links for a new password.")
    @APIResponse(responseCode = "204", description = "Set: the user can sign in with it")
    @APIResponse(responseCode = "422", description = "The token is unknown, was used, has ended or expired")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many passwords at once; see Retry-After")
    public Uni<Void> redeem(@NotNull @Valid ChosenPassword request) {
        return links.reset(request.token(), request.password());
    }
}

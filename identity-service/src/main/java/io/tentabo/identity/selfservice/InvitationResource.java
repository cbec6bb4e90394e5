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

/** Invitations, for who was invited. */
@Path("/identity/v1/invitations")
@Tag(name = "Own account")
class InvitationResource {

    private final PasswordLinks links;

    InvitationResource(PasswordLinks links) {
        this.links = links;
    }

    @POST
    @Path("/accept")
    @PermitAll
    @Operation(
            summary = "Accepts an invitation",
            description = "Sets the password and makes the user active; its address counts as verified.")
    @APIResponse(responseCode = "204", description = "Accepted: the user can sign in")
    @APIResponse(responseCode = "422", description = "The token is unknown, was used, has ended or expired")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many passwords at once; see Retry-After")
    public Uni<Void> accept(@NotNull @Valid ChosenPassword request) {
        return links.accept(request.token(), request.password());
    }
}

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

/** Links that show that a user reads the mail of its address. */
@Path("/identity/v1/email-verifications")
@Tag(name = "Own account")
class EmailVerificationResource {

    private final EmailVerifications verifications;

    EmailVerificationResource(EmailVerifications verifications) {
        this.verifications = verifications;
    }

    @POST
    @Path("/confirm")
    @PermitAll
    @Operation(summary = "Confirms an e-mail address")
    @APIResponse(responseCode = "204", description = "The address is verified")
    @APIResponse(responseCode = "422", description = "The token is unknown, was used, has ended or expired")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    public Uni<Void> confirm(@NotNull @Valid AddressConfirmation request) {
        return verifications.confirm(request.token());
    }
}

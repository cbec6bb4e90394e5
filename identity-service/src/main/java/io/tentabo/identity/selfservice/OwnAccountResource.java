package io.tentabo.identity.selfservice;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.session.CurrentSession;
import io.tentabo.identity.token.LimitedTokens;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What the signed-in user changes about itself. */
@Path("/identity/v1/me")
@Tag(name = "Own account")
class OwnAccountResource {

    private final OwnPassword ownPassword;
    private final EmailVerifications verifications;
    private final SecurityIdentity identity;

    OwnAccountResource(OwnPassword ownPassword, EmailVerifications verifications, SecurityIdentity identity) {
        this.ownPassword = ownPassword;
        this.verifications = verifications;
        this.identity = identity;
    }

    @PUT
    @Path("/password")
    @Authenticated
    @Operation(
            summary = "Changes the caller's password",
            description = "Ends the caller's other sessions, and links for a new password.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(
            responseCode = "403",
            description = "The caller has no password here, or its token was granted to a client")
    @APIResponse(responseCode = "422", description = "The present password is another one")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    @APIResponse(responseCode = "503", description = "Too many passwords at once; see Retry-After")
    public Uni<Void> changePassword(@NotNull @Valid PasswordChange request) {
        LimitedTokens.refuseApiKeys(identity);
        UUID session = CurrentSession.ofPerson(identity).orElse(null);
        return ownPassword.change(request, session);
    }

    @POST
    @Path("/email-verification")
    @ResponseStatus(202)
    @Authenticated
    @Operation(
            summary = "Asks for a link that verifies the caller's e-mail address",
            description = "Links that were sent before are good no more.")
    @APIResponse(responseCode = "202", description = "A mail is on its way, unless the address is verified already")
    @APIResponse(responseCode = "403", description = "The caller is a program, or its token was granted to one")
    @APIResponse(responseCode = "429", description = "Too many requests; see Retry-After")
    public Uni<Void> verifyEmail() {
        LimitedTokens.refuseApiKeys(identity);
        LimitedTokens.refuseGranted(identity);
        return verifications.request();
    }
}

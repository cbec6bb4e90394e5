package io.tentabo.identity.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.NewPassword;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.token.LimitedTokens;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The users of the caller's tenant. */
@Path("/identity/v1/users")
@Tag(name = "Users")
class UserResource {

    private static final String APPROVAL = """
            {"kind": "INTERNAL", "roles": ["member"]}
            """;

    private final Users users;
    private final Passwords passwords;
    private final Idempotency idempotency;
    private final SecurityIdentity identity;

    UserResource(Users users, Passwords passwords, Idempotency idempotency, SecurityIdentity identity) {
        this.users = users;
        this.passwords = passwords;
        this.idempotency = idempotency;
        this.identity = identity;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists users", description = "Sorts: name, createdAt.")
    public Uni<RestResponse<Page<UserView>>> list(
            @Valid @BeanParam UserFilter filter, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return users.list(filter, page).map(result -> PageResponse.of(result, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(
            summary = "Creates a user",
            description = "With a password it can sign in at once; with invite it is mailed a link to choose one.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UserView.class)))
    @APIResponse(
            responseCode = "403",
            description = "The roles permit what the caller may not do itself, or an API key gives a password")
    @APIResponse(responseCode = "409", description = "The e-mail address is taken in this tenant")
    @APIResponse(responseCode = "422", description = "The plan allows no more users, or kind and scope differ")
    public Uni<Response> create(@NotNull @Valid NewUser request) {
        if (request.password() != null || request.isInvitation()) {
            LimitedTokens.refuseApiKeys(identity);
        }
        // Hashed before the transaction begins: a connection is not held while a password waits for its worker.
        return hashed(request.password())
                .chain(hash -> idempotency.once(request, () -> users.create(request, hash)
                        .map(created -> Answers.created("/identity/v1/users/" + created.id(), created))));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Shows a user")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<RestResponse<UserView>> get(UUID id) {
        return users.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Changes a user, by JSON Merge Patch",
            description =
                    "A new status of INACTIVE, SUSPENDED or LOCKED ends the user's sessions and API keys. A new e-mail"
                            + " address is the new name to sign in with and not verified; links that were mailed to the"
                            + " old one end.")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "409", description = "The e-mail address is taken in this tenant")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<RestResponse<UserView>> change(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = UserChange.class)))
                    ObjectNode patch) {
        if (patch.has("email")) {
            // Links for new passwords are sent there.
            LimitedTokens.refuseApiKeys(identity);
        }
        return users.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Removes a user", description = """
                    Ends its sessions and API keys and hands its open leads to the successor: all that is promised at once, and the \
                    leads change hands within seconds. What it did stays with its name in records and audit.""")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    @APIResponse(
            responseCode = "422",
            description = "It is the last owner, the caller, a service account, or the successor is unfit")
    public Uni<Void> delete(
            UUID id,
            @RestQuery
                    @Parameter(
                            description =
                                    "Who takes over: an active user of the tenant's staff or, for a channel's user, of"
                                            + " the same partner or distributor. Without it, the caller.")
                    @Nullable
                    UUID successorId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return users.delete(id, successorId, ifMatch);
    }

    @POST
    @Path("/{id}/enable")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Enables a user that waits for approval or was disabled; repeating it changes nothing",
            description =
                    "Whoever came from the tenant's provider waits for approval as INTERNAL and without a role: the body"
                            + " says what they are to be. Without a body a user is enabled as it is.")
    @APIResponse(responseCode = "200", description = "Enabled, now or before")
    @APIResponse(responseCode = "403", description = "The roles permit what the caller may not do itself")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    @APIResponse(
            responseCode = "422",
            description =
                    "The user does not wait for approval, or cannot be of this kind, or the scope does not fit it")
    public Uni<RestResponse<UserView>> enable(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid
                    @RequestBody(
                            required = false,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = UserApproval.class),
                                            examples = @ExampleObject(name = "A colleague", value = APPROVAL)))
                    @Nullable
                    UserApproval approval) {
        return (approval == null ? users.enable(id, ifMatch) : users.approve(id, ifMatch, approval))
                .map(Answers::tagged);
    }

    @POST
    @Path("/{id}/invitation")
    @ResponseStatus(202)
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Mails a user a link by which it chooses its password and becomes ACTIVE",
            description = "For users who are INVITED. Links that were sent before are good no more.")
    @APIResponse(responseCode = "202", description = "A mail is on its way")
    @APIResponse(responseCode = "403", description = "The user may do what the caller may not")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    @APIResponse(responseCode = "422", description = "The user has accepted already, or was disabled")
    public Uni<Void> invite(UUID id) {
        LimitedTokens.refuseApiKeys(identity);
        return users.invite(id);
    }

    @PUT
    @Path("/{id}/password")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Sets a user's password in this tenant", description = "Ends the user's sessions.")
    @APIResponse(responseCode = "204", description = "Set")
    public Uni<Void> setPassword(UUID id, @NotNull @Valid NewPassword request) {
        LimitedTokens.refuseApiKeys(identity);
        return passwords.hash(request.password()).chain(hash -> users.setPassword(id, hash));
    }

    private Uni<@Nullable String> hashed(@Nullable String password) {
        return password == null ? Uni.createFrom().nullItem() : passwords.hash(password);
    }
}

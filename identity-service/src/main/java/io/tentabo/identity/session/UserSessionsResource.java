package io.tentabo.identity.session;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The sessions of a user, for who administers users. */
@Path("/identity/v1/users/{userId}/sessions")
@Tag(name = "Sessions")
class UserSessionsResource {

    private final Sessions sessions;
    private final SessionLists sessionLists;

    UserSessionsResource(Sessions sessions, SessionLists sessionLists) {
        this.sessions = sessions;
        this.sessionLists = sessionLists;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists a user's live sessions", description = "Sort: createdAt.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is no such user in the caller's tenant")
    public Uni<RestResponse<Page<SessionDetails>>> list(UUID userId, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return sessionLists.ofUser(userId, page).map(result -> PageResponse.of(result, uri));
    }

    @DELETE
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Ends all of a user's sessions",
            description = "Refresh tokens are worthless at once; an access token lives on for its few minutes.")
    @APIResponse(responseCode = "204", description = "Ended, now or before")
    @APIResponse(responseCode = "404", description = "There is no such user in the caller's tenant")
    public Uni<Void> endAll(UUID userId) {
        return sessions.endAllForUser(userId);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Ends one of a user's sessions")
    @APIResponse(responseCode = "204", description = "Ended, now or before")
    @APIResponse(responseCode = "404", description = "That user has no such session")
    public Uni<Void> end(UUID userId, UUID id) {
        return sessions.endForUser(userId, id);
    }
}

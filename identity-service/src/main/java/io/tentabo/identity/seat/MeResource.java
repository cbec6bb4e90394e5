package io.tentabo.identity.seat;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.LimitedTokens;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller itself. */
@Path("/identity/v1/me")
@Tag(name = "Sessions")
class MeResource {

    private final Seats seats;
    private final SecurityIdentity identity;

    MeResource(Seats seats, SecurityIdentity identity) {
        this.seats = seats;
        this.identity = identity;
    }

    @GET
    @Authenticated
    @Operation(summary = "Shows who the caller is and what it may do, as of now rather than of the token")
    public Uni<MeView> me() {
        LimitedTokens.refuse(identity);
        Caller caller = CallerContext.current();
        if (caller.tenantId() == null) {
            return Uni.createFrom().item(operator(caller));
        }
        return seats.own().map(MeView::of);
    }

    private static MeView operator(Caller caller) {
        return new MeView(
                caller.requireUserId(),
                null,
                null,
                null,
                null,
                null,
                null,
                caller.roles().stream().sorted().toList(),
                caller.permissions().stream().sorted().toList(),
                null,
                null,
                null);
    }
}

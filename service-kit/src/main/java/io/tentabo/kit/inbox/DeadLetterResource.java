package io.tentabo.kit.inbox;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.permission.Permissions;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Lists, replays and discards the tenant's dead letters. JAX-RS demands a constant path, so each service serves it with one line:
 *
 * <pre>{@code
 * @Path("/crm/v1/dead-letters")
 * class CrmDeadLettersResource extends DeadLetterResource {}
 * }</pre>
 */
@Tag(name = "Dead letters")
@Produces(MediaType.APPLICATION_JSON)
public abstract class DeadLetterResource {

    @Inject
    DeadLetters deadLetters;

    @Inject
    DeadLetterReplays replays;

    @Inject
    Transactions transactions;

    @Inject
    Cursors cursors;

    @GET
    @PermissionsAllowed(Permissions.EVENTS_MANAGE)
    @Operation(summary = "Events that have not taken effect, the oldest first")
    public Uni<RestResponse<Page<DeadLetterView>>> list(
            @Valid @BeanParam PageRequest page,
            @RestQuery @Nullable DeadLetterStatus status,
            @RestQuery @Nullable String consumer,
            @RestQuery @Nullable String key,
            @Context UriInfo uri) {
        return KeysetQuery.of("dead-letters", "SELECT d.* FROM dead_letters d")
                .where("d.status = ?", status == null ? null : status.name())
                .where("d.consumer = ?", consumer)
                .where("d.record_key = ?", key)
                .sorts("createdAt", SortKey.timestamp("createdAt", "d.created_at"))
                .tieBreak("d.id")
                .fetch(transactions, cursors, page, DeadLetterView::summary)
                .map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.EVENTS_MANAGE)
    @Operation(summary = "One dead letter with its headers and payload")
    public Uni<DeadLetterView> get(UUID id) {
        return deadLetters.find(id).map(DeadLetterView::detail);
    }

    @POST
    @Path("/{id}/discard")
    @PermissionsAllowed(Permissions.EVENTS_MANAGE)
    @Operation(
            summary = "Give up a dead letter, which then never takes effect",
            description = "The letters behind it are not given up: replay one of them to let them take effect.")
    public Uni<DeadLetterView> discard(UUID id, @Valid @NotNull DeadLetterDiscard discard) {
        return deadLetters.discard(id, discard.reason()).map(DeadLetterView::detail);
    }

    @POST
    @Path("/{id}/replay")
    @PermissionsAllowed(Permissions.EVENTS_MANAGE)
    @Operation(summary = "Replay the open letters of this one's key, in order, until one fails")
    public Uni<DeadLetterReplay> replay(UUID id) {
        return replays.replay(id);
    }
}

package io.tentabo.kit.host;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.model.permission.Permissions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Notes of the caller's tenant, and who the caller is. */
@Path("/kit/v1")
public class NoteResource {

    private final Transactions transactions;

    NoteResource(Transactions transactions) {
        this.transactions = transactions;
    }

    public record NewNote(@NotBlank String text) {}

    public record NoteView(UUID id, String text) {}

    public record CallerView(String tenantId, String userId, String scope) {}

    @GET
    @Path("/notes")
    @PermissionsAllowed(Permissions.CONTACTS_READ)
    public Uni<List<NoteView>> list() {
        return transactions
                .read("SELECT id, text FROM notes ORDER BY created_at, id", Tuple.tuple())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(NoteResource::view)
                        .toList());
    }

    private static NoteView view(Row row) {
        return new NoteView(row.getUUID("id"), row.getString("text"));
    }

    @POST
    @Path("/notes")
    @PermissionsAllowed(Permissions.CONTACTS_WRITE)
    public Uni<NoteView> create(@Valid NewNote body) {
        return transactions.write(tx -> {
            Note note = new Note(Ids.next(), tx.caller().requireTenantId(), body.text());
            return tx.session().persist(note).replaceWith(new NoteView(note.id, note.text));
        });
    }

    @GET
    @Path("/caller")
    @PermitAll
    public CallerView caller() {
        Caller caller = CallerContext.current();
        return new CallerView(
                String.valueOf(caller.tenantId()),
                String.valueOf(caller.userId()),
                caller.scope().name());
    }
}

package io.tentabo.kit.host.idempotency;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.model.permission.Permissions;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** Creates notes at most once per key. */
@Path("/kit/v1")
public class OnceResource {

    private final Idempotency idempotency;
    private final Transactions transactions;

    OnceResource(Idempotency idempotency, Transactions transactions) {
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    public record NewNote(String text, boolean fails, boolean refuses, int pauseMillis) {}

    public record NoteView(UUID id, String text, BigDecimal amount) {}

    @POST
    @Path("/once")
    @HonoursIdempotencyKey
    @PermissionsAllowed(Permissions.CONTACTS_WRITE)
    public Uni<Response> create(NewNote note) {
        return idempotency.once(note, () -> insert(note));
    }

    @POST
    @Path("/once-for-anyone")
    @HonoursIdempotencyKey
    @PermitAll
    public Uni<Response> count(NewNote note) {
        return idempotency.once(note, () -> Uni.createFrom()
                .item(Response.ok(UUID.randomUUID().toString(), "text/plain").build()));
    }

    private Uni<Response> insert(NewNote note) {
        UUID id = Ids.next();
        return transactions
                .write(tx -> tx.update(
                        "INSERT INTO notes (id, tenant_id, text) VALUES ($1, $2, $3)",
                        Tuple.of(id, tx.caller().requireTenantId(), note.text())))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(Math.max(1, note.pauseMillis())))
                .map(ignored -> {
                    if (note.fails()) {
                        throw CommonProblems.CONFLICT.with("The note is not wanted.");
                    }
                    if (note.refuses()) {
                        return Response.status(409).build();
                    }
                    return Response.created(URI.create("/kit/v1/once/" + id))
                            .entity(new NoteView(id, note.text(), new BigDecimal("1.50")))
                            .tag("0")
                            .build();
                });
    }
}

package io.tentabo.kit.host.problem;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.permission.Permissions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Does several things at once, of which more than one fails. */
@Path("/kit/v1/failures")
@PermissionsAllowed(Permissions.CONTACTS_READ)
public class FailureResource {

    private static final String LOCK_TIME_OUT = "DO $$ BEGIN RAISE SQLSTATE '55P03'; END $$";

    private final Transactions transactions;

    FailureResource(Transactions transactions) {
        this.transactions = transactions;
    }

    @GET
    @Path("/refusals")
    public Uni<Void> refusals() {
        return together(
                Uni.createFrom().voidItem(),
                Uni.createFrom().failure(() -> CommonProblems.STALE_VERSION.with("The first.")),
                Uni.createFrom().failure(() -> CommonProblems.NOT_FOUND.with("The second.")));
    }

    /** A combination within a combination. */
    @GET
    @Path("/nested-refusals")
    public Uni<Void> nestedRefusals() {
        return together(refusals(), Uni.createFrom().failure(() -> CommonProblems.FORBIDDEN.with("The third.")));
    }

    /** What stands behind a failed statement in its transaction is refused because of it. */
    @GET
    @Path("/statements")
    public Uni<Void> statements() {
        return transactions.write(tx -> together(tx.query(LOCK_TIME_OUT), tx.query("SELECT 1")));
    }

    private static Uni<Void> together(Uni<?>... members) {
        return Uni.combine().all().unis(members).collectFailures().discardItems();
    }
}

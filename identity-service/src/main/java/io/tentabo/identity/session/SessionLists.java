package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.Seats;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists live sessions. */
@Singleton
class SessionLists {

    private static final String COLUMNS = """
            SELECT s.id, host(s.ip) AS ip, s.user_agent, s.created_at, s.last_active_at,
                   least(s.expires_at, s.refresh_expires_at) AS ends_at
            FROM sessions s
            """;

    private final Transactions transactions;
    private final Seats seats;
    private final Cursors cursors;

    SessionLists(Transactions transactions, Seats seats, Cursors cursors) {
        this.transactions = transactions;
        this.seats = seats;
        this.cursors = cursors;
    }

    /** @param current the session of this request, null when it belongs to none */
    Uni<Page<SessionDetails>> own(PageRequest page, @Nullable UUID current) {
        return live(CallerContext.current().requireUserId(), page, current);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for a user the caller cannot see */
    Uni<Page<SessionDetails>> ofUser(UUID userId, PageRequest page) {
        return transactions
                .read(tx -> seats.find(tx, userId))
                .map(seat -> seat.orElseThrow(() -> CommonProblems.notFound("user", userId)))
                .chain(() -> live(userId, page, null));
    }

    private Uni<Page<SessionDetails>> live(UUID userId, PageRequest page, @Nullable UUID current) {
        return KeysetQuery.of("sessions", COLUMNS)
                .where("s.tenant_id = (SELECT current_tenant())")
                .where("s.user_id = ?", userId)
                .where("s.revoked_at IS NULL")
                .where("least(s.expires_at, s.refresh_expires_at) > now()")
                .sorts("-createdAt", SortKey.timestamp("createdAt", "s.created_at"))
                .tieBreak("s.id")
                .fetch(transactions, cursors, page, row -> details(row, current));
    }

    private static SessionDetails details(Row row, @Nullable UUID current) {
        UUID id = row.getUUID("id");
        return new SessionDetails(
                id,
                row.getString("ip"),
                row.getString("user_agent"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_active_at").toInstant(),
                row.getOffsetDateTime("ends_at").toInstant(),
                id.equals(current));
    }
}

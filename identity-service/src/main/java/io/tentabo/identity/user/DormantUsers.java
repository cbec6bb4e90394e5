package io.tentabo.identity.user;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Finds users who have neither signed in nor kept a session going for a while, and were there before.
 *
 * <p>It reads the tenant's users along the index of the order that was asked for. An index of the last sign-in would find
 * them sooner, and would make every sign-in of everybody write all indexes of the table: too dear for a report.
 */
@Singleton
class DormantUsers {

    private static final int DAYS = 90;

    private static final String SELECT = """
            SELECT u.id, u.kind, u.email, u.first_name, u.last_name, u.status, u.last_sign_in_at, u.created_at
            FROM users u
            """;

    private static final String NO_SESSION = """
            NOT EXISTS (
                SELECT
                FROM sessions s
                WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.last_active_at >= ?)
            """;

    private final Transactions transactions;
    private final Cursors cursors;
    private final InstantSource clock;

    DormantUsers(Transactions transactions, Cursors cursors, InstantSource clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * People only: a program signs in by its client.
     *
     * @param since a day of UTC and not a moment, so that it is the same for all pages; 90 days ago if null
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 for a caller who does not see the
     *     whole tenant: to it the sessions of others are not there, and everybody would look dormant
     */
    Uni<Page<DormantUserView>> list(@Nullable LocalDate since, PageRequest page) {
        if (CallerContext.current().scope() != RowScope.TENANT) {
            throw CommonProblems.FORBIDDEN.with("Only who sees the whole tenant sees who is dormant in it.");
        }
        LocalDate day = since == null
                ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS)
                : since;
        OffsetDateTime start = day.atStartOfDay().atOffset(ZoneOffset.UTC);
        return KeysetQuery.of("dormant-users", SELECT)
                .where("u.created_at < ?", start)
                .where("(u.last_sign_in_at IS NULL OR u.last_sign_in_at < ?)", start)
                .where("u.status <> 'DELETED'")
                .where("u.kind <> 'SERVICE'")
                .where(NO_SESSION, start)
                .sorts("name", SortKey.text("name", "u.name_key"), SortKey.timestamp("createdAt", "u.created_at"))
                .tieBreak("u.id")
                .fetch(transactions, cursors, page, DormantUsers::view);
    }

    private static DormantUserView view(Row row) {
        return new DormantUserView(
                row.getUUID("id"),
                UserKind.valueOf(row.getString("kind")),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                UserStatus.valueOf(row.getString("status")),
                SqlTime.find(row, "last_sign_in_at"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}

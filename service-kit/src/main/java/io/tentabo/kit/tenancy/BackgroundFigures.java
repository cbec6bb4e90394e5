package io.tentabo.kit.tenancy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Figures about the rows of all tenants, for gauges: each is one query of the background role, repeated every ten seconds
 * until the service begins to stop.
 */
@ApplicationScoped
public class BackgroundFigures {

    private final Pool background;
    private final UntilShutdown untilShutdown;
    private final List<Figures> watched = new CopyOnWriteArrayList<>();

    BackgroundFigures(@ReactiveDataSource("background") Pool background, UntilShutdown untilShutdown) {
        this.background = background;
        this.untilShutdown = untilShutdown;
    }

    /** Runs a query that yields one row now and again, and hands over that row each time. */
    public void watch(String sql, Consumer<Row> reader) {
        watched.add(new Figures(sql, reader));
    }

    @Scheduled(
            every = "10s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> measure() {
        return Multi.createFrom()
                .iterable(watched)
                .onItem()
                .call(this::read)
                .onItem()
                .ignoreAsUni();
    }

    /** What fails because the pool is being closed under it is no error. */
    private Uni<Void> read(Figures figures) {
        return background
                .query(figures.sql())
                .execute()
                .map(RowSet::iterator)
                .invoke(rows -> figures.reader().accept(rows.next()))
                .onFailure(failure -> untilShutdown.hasBegun())
                .recoverWithNull()
                .replaceWithVoid();
    }

    private record Figures(String sql, Consumer<Row> reader) {}
}

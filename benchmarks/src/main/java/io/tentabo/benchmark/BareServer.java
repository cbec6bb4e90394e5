package io.tentabo.benchmark;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The least that answers a list of leads over HTTP: Vert.x, its PostgreSQL client and Jackson, the same statements as
 * crm-service under the same row-level security, and no authentication, validation or paging logic. A process of its own.
 */
final class BareServer extends AbstractVerticle {

    private static final int POOL_SIZE = 16;

    private final Pool pool;
    private final UUID tenantId;
    private final int port;
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .withConfigOverride(
                    BigDecimal.class,
                    decimals -> decimals.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();

    private BareServer(Pool pool, UUID tenantId, int port) {
        this.pool = pool;
        this.tenantId = tenantId;
        this.port = port;
    }

    /** Arguments: HTTP port, database URL, role, tenant; the role's password is in the environment, {@code PGPASSWORD}. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        PgConnectOptions database = PgConnectOptions.fromUri(arguments[1])
                .setUser(arguments[2])
                .setPassword(System.getenv("PGPASSWORD"))
                .setCachePreparedStatements(true);
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(POOL_SIZE))
                .connectingTo(database)
                .using(vertx)
                .build();
        UUID tenant = UUID.fromString(arguments[3]);
        int port = Integer.parseInt(arguments[0]);
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(() -> new BareServer(pool, tenant, port), new DeploymentOptions().setInstances(loops))
                .onSuccess(ignored -> System.out.println("ready"))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void answer(HttpServerRequest request) {
        pool.getConnection()
                .compose(connection -> list(connection).onComplete(done -> connection.close()))
                .map(this::json)
                .onSuccess(json -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(json))
                .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
    }

    private Future<RowSet<Row>> list(SqlConnection connection) {
        Future<?> begun = connection.query("BEGIN READ ONLY").execute();
        Future<?> set = connection
                .preparedQuery(LeadListSql.SETTINGS)
                .execute(Tuple.of(tenantId.toString(), "", "TENANT", "", "", ""));
        Future<RowSet<Row>> rows = connection.preparedQuery(LeadListSql.LIST).execute(Tuple.of(LeadListSql.ROWS));
        Future<?> committed = connection.query("COMMIT").execute();
        return Future.all(begun, set, rows, committed).map(ignored -> rows.result());
    }

    private Buffer json(RowSet<Row> rows) {
        List<Lead> items = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (items.size() < LeadListSql.ROWS - 1) {
                items.add(Lead.of(row));
            }
        }
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(new Leads(items)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    record Leads(List<Lead> items) {}

    record Lead(
            UUID id,
            String title,
            @Nullable String organization,
            @Nullable String contactName,
            @Nullable BigDecimal value,
            String currency,
            String status,
            @Nullable Integer probability,
            @Nullable LocalDate expectedCloseDate,
            UUID ownerId,
            @Nullable UUID partnerId,
            @Nullable UUID distributorId,
            @Nullable UUID convertedOrderId,
            Instant createdAt,
            Instant updatedAt,
            int version) {

        static Lead of(Row row) {
            return new Lead(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBigDecimal(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInteger(7),
                    row.getLocalDate(8),
                    row.getUUID(9),
                    row.getUUID(10),
                    row.getUUID(11),
                    row.getUUID(12),
                    row.getOffsetDateTime(13).toInstant(),
                    row.getOffsetDateTime(14).toInstant(),
                    row.getInteger(15));
        }
    }
}

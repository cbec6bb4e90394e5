package io.tentabo.kit.paging;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list query with declared filters and sorts, read page by page along an index.
 *
 * <p>Each page costs the same however deep it lies: the query continues after the sort value and id of the last row it
 * returned. One more row than asked for is read, to know whether there is a next page.
 */
public final class KeysetQuery {

    public static final ProblemType UNKNOWN_SORT =
            new ProblemType("paging.unknown-sort", Status.BAD_REQUEST, "Unknown sort");

    private static final String SORT_COLUMN = "keyset_sort";
    private static final String ID_COLUMN = "keyset_id";

    private final String list;
    private final String columns;
    private final String from;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    /** What the client asked for: the cursor of one page is valid for the next as long as it is the same. */
    private final List<Object> filterValues = new ArrayList<>();

    private List<SortKey> sorts = List.of();
    private boolean descendingByDefault;
    private String tieBreak = "id";

    private KeysetQuery(String list, String columns, String from) {
        this.list = list;
        this.columns = columns;
        this.from = from;
    }

    /**
     * Starts a query.
     *
     * @param list names the list in its cursors; stable, because clients hold cursors across deployments
     * @param select {@code SELECT … FROM …} without {@code WHERE}; {@code FROM} stands once at the start of a line
     */
    public static KeysetQuery of(String list, String select) {
        String text = select.strip();
        int from = text.replace('\n', ' ').indexOf(" FROM ");
        if (!text.startsWith("SELECT ") || from < 0) {
            throw new IllegalArgumentException("A keyset query is written as SELECT … FROM …");
        }
        return new KeysetQuery(list, text.substring("SELECT ".length(), from), text.substring(from + 1));
    }

    /** Adds a filter when the value is not null; the condition names it with one {@code ?}. */
    public KeysetQuery where(String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition.replace("?", bindFilter(value)));
        }
        return this;
    }

    /**
     * Adds a filter on a value that is computed anew for each page, e.g. today's date, which the condition names with one
     * {@code ?}: cursors stay valid when it changes.
     */
    public KeysetQuery whereComputed(String condition, Object value) {
        conditions.add(condition.replace("?", bind(value)));
        return this;
    }

    /** Adds a condition on several values, which it names with one {@code ?} each, in their order. */
    public KeysetQuery whereAll(String condition, List<?> values) {
        String bound = condition;
        for (Object value : values) {
            bound = bound.replaceFirst("\\?", Matcher.quoteReplacement(bindFilter(value)));
        }
        conditions.add(bound);
        return this;
    }

    /** Adds a condition without a parameter. */
    public KeysetQuery where(String condition) {
        conditions.add(condition);
        return this;
    }

    /**
     * Declares the sorts that clients may ask for.
     *
     * @param byDefault the name of one of them, descending with a leading minus
     */
    public KeysetQuery sorts(String byDefault, SortKey... offered) {
        List<SortKey> first = Stream.of(offered)
                .filter(sort -> sort.name().equals(nameOf(byDefault)))
                .toList();
        if (first.size() != 1) {
            throw new IllegalArgumentException("The default sort " + byDefault + " is not among those offered");
        }
        this.sorts = Stream.concat(first.stream(), Stream.of(offered).filter(sort -> !first.contains(sort)))
                .toList();
        this.descendingByDefault = byDefault.startsWith("-");
        return this;
    }

    /** The column that makes the order total, the table's id; {@code id} by default. */
    public KeysetQuery tieBreak(String column) {
        this.tieBreak = column;
        return this;
    }

    /**
     * Reads a page.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for an unknown sort or a cursor of another list
     */
    public <T> Uni<Page<T>> fetch(
            Transactions transactions, Cursors cursors, PageRequest request, Function<Row, T> mapper) {
        Statement statement = statement(cursors, request);
        return transactions
                .read(statement.sql(), Tuple.tuple(parameters))
                .map(rows -> page(rows, request.limit, statement.sort(), cursors, statement.binding(), mapper));
    }

    /** How the database would read the page that {@link #fetch} reads, line by line: for tests of plans. */
    public Uni<List<String>> explain(Transactions transactions, Cursors cursors, PageRequest request) {
        Statement statement = statement(cursors, request);
        return transactions
                .read("EXPLAIN (COSTS OFF) " + statement.sql(), Tuple.tuple(parameters))
                .map(rows -> {
                    List<String> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return lines;
                });
    }

    private Statement statement(Cursors cursors, PageRequest request) {
        SortKey sort = requestedSort(request.sort);
        boolean descending = request.sort == null ? descendingByDefault : request.sort.startsWith("-");
        String binding = binding(sort, descending);
        if (request.cursor != null) {
            continueAfter(cursors.decode(binding, request.cursor), sort, descending);
        }
        return new Statement(sql(sort, descending, request.limit + 1), sort, binding);
    }

    private record Statement(String sql, SortKey sort, String binding) {}

    private static <T> Page<T> page(
            RowSet<Row> rows, int limit, SortKey sort, Cursors cursors, String binding, Function<Row, T> mapper) {
        List<T> items = new ArrayList<>(Math.min(rows.size(), limit));
        Row last = null;
        for (Row row : rows) {
            if (items.size() == limit) {
                break;
            }
            items.add(mapper.apply(row));
            last = row;
        }
        if (last == null || rows.size() <= limit) {
            return new Page<>(items, null);
        }
        Cursors.Position position = new Cursors.Position(sort.type().read(last, SORT_COLUMN), last.getUUID(ID_COLUMN));
        return new Page<>(items, cursors.encode(binding, position));
    }

    private SortKey requestedSort(@Nullable String requested) {
        if (requested == null) {
            return sorts.getFirst();
        }
        return sorts.stream()
                .filter(sort -> sort.name().equals(nameOf(requested)))
                .findFirst()
                .orElseThrow(() -> UNKNOWN_SORT.with("This list can be sorted by "
                        + sorts.stream().map(SortKey::name).collect(Collectors.joining(", "))
                        + ", with a leading minus for descending order."));
    }

    private static String nameOf(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }

    private String binding(SortKey sort, boolean descending) {
        return String.join(
                "\u0001",
                list,
                String.valueOf(CallerContext.current().tenantId()),
                sort.name(),
                String.valueOf(descending),
                conditions.toString(),
                filterValues.toString());
    }

    /** As a row comparison, because an index condition can be made of it. */
    private void continueAfter(Cursors.Position position, SortKey sort, boolean descending) {
        String value = bind(sort.type().parse(position.sortValue())) + "::"
                + sort.type().sqlType();
        conditions.add("(%s, %s) %s (%s, %s)"
                .formatted(sort.expression(), tieBreak, descending ? "<" : ">", value, bind(position.id())));
    }

    private String sql(SortKey sort, boolean descending, int rows) {
        String direction = descending ? "DESC" : "ASC";
        String where = conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions);
        return "SELECT %s, %s AS %s, %s AS %s\n%s%s\nORDER BY %s %s, %s %s\nLIMIT %s"
                .formatted(
                        columns,
                        sort.expression(),
                        SORT_COLUMN,
                        tieBreak,
                        ID_COLUMN,
                        from,
                        where,
                        sort.expression(),
                        direction,
                        tieBreak,
                        direction,
                        bind(rows));
    }

    private String bindFilter(Object value) {
        filterValues.add(value);
        return bind(value);
    }

    private String bind(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }
}

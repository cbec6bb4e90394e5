package io.tentabo.benchmark;

import io.tentabo.local.ServiceName;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists 50 leads of one tenant among 20 tenants and 200,000 rows: through crm-service, a bare server, and pgbench. */
final class LeadListBenchmark {

    static final String SERVICE = "crm-service";
    static final String BARE = "bare Vert.x";
    static final String PGBENCH = "pgbench";

    private static final int TENANTS = 20;
    private static final int LEADS_OF_A_TENANT = 10_000;
    private static final int CONNECTIONS = 8;
    private static final int PAGE = 50;

    private static final String LEADS = """
            INSERT INTO leads (id, tenant_id, title, organization, contact_name, value, currency, status, probability,
                               expected_close_date, owner_id, partner_id, created_at, updated_at, version)
            SELECT gen_random_uuid(), current_tenant(), 'Deal ' || n, 'Customer ' || n %% 500, 'Contact ' || n,
                   (n %% 9000) + 0.50, 'EUR', (ARRAY['NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL'])[n %% 4 + 1], n %% 100,
                   DATE '2026-12-01' + n %% 300, gen_random_uuid(), gen_random_uuid(),
                   now() - n * interval '1 minute', now() - n * interval '30 seconds', 0
            FROM generate_series(1, %d) n
            """.formatted(LEADS_OF_A_TENANT).replace("%%", "%");

    private final BenchmarkSuite suite;

    LeadListBenchmark(BenchmarkSuite suite) {
        this.suite = suite;
    }

    Rounds run(int rounds, Duration each) throws Exception {
        seed();
        int port = BenchmarkSuite.freePort();
        Process bareServer = startBareServer(port);
        try {
            LoadGenerator service = new LoadGenerator(suite.crm(), CONNECTIONS);
            LoadGenerator bare = new LoadGenerator(URI.create("http://127.0.0.1:" + port), CONNECTIONS);
            PgBench pgbench = suite.pgbench(ServiceName.CRM, CONNECTIONS);
            String script = LeadListSql.pgbenchScript(suite.tenantId().toString());
            load(service, Rounds.WARM_UP);
            load(bare, Rounds.WARM_UP);
            Rounds figures = new Rounds();
            for (int round = 0; round < rounds; round++) {
                figures.measure(SERVICE, () -> load(service, each));
                figures.measure(BARE, () -> load(bare, each));
                figures.measure(PGBENCH, () -> pgbench.run(script, each));
            }
            return figures;
        } finally {
            bareServer.destroy();
            bareServer.waitFor();
        }
    }

    /** Every answer must be, byte for byte, the first one, and that one must hold the whole page. */
    private double load(LoadGenerator target, Duration duration) throws IOException, InterruptedException {
        byte[] request = LoadGenerator.get("/crm/v1/leads?limit=" + PAGE, suite.token());
        LoadGenerator.Answer first = target.once(request);
        if (first.status() != 200
                || new JsonObject(first.text()).getJsonArray("items").size() != PAGE) {
            throw new IllegalStateException("Not a page of leads: " + first.status() + " " + first.text());
        }
        Predicate<LoadGenerator.Answer> isFirst =
                answer -> answer.status() == 200 && Arrays.equals(answer.body(), first.body());
        return target.run(() -> request, isFirst, duration).perSecond();
    }

    private void seed() throws SQLException {
        suite.seed(ServiceName.CRM, suite.tenantId(), List.of(LEADS));
        for (int tenant = 1; tenant < TENANTS; tenant++) {
            suite.seed(ServiceName.CRM, UUID.randomUUID(), List.of(LEADS));
        }
        suite.settle(ServiceName.CRM, "leads");
    }

    private Process startBareServer(int port) throws IOException {
        List<String> bareServer = List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                BareServer.class.getName(),
                String.valueOf(port),
                suite.database().toString(),
                "crm_app",
                suite.tenantId().toString());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder command = new ProcessBuilder(Stream.of(List.of(java.toString()), BenchmarkSuite.HEAP, bareServer)
                .flatMap(List::stream)
                .toList());
        command.environment().put("PGPASSWORD", suite.appPassword(ServiceName.CRM));
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = command.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(output.readLine())) {
            process.destroy();
            throw new IllegalStateException("The bare server did not start");
        }
        return process;
    }
}

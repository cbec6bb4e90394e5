package io.tentabo.benchmark;

import io.tentabo.benchmark.LoadGenerator.Answer;
import io.tentabo.local.ServiceName;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What a process spends on each way to a token, and on checking one: milliseconds of its processor time, which do not
 * depend on what else the machine does as times do.
 */
final class SignInBenchmark {

    static final String PASSWORD = "sign-in with a password";
    static final String BARE_HASH = "the password's hash alone";
    static final String CLIENT_CREDENTIALS = "client credentials grant";
    static final String REFRESH = "refresh";
    static final String NEW_TOKEN = "token seen for the first time";
    static final String KNOWN_TOKEN = "token seen before";

    /** No more than processors, so that no password waits in a queue. */
    private static final int CONNECTIONS = 2;

    /** As identity-service hashes: what OWASP recommends. */
    private static final int MEMORY_KIB = 19 * 1024;

    private static final int ITERATIONS = 2;

    /** Refused before the database is asked, and after the token was checked. */
    private static final String REFUSED_AT_ONCE = "/crm/v1/leads?limit=0";

    private static final int CHECKS_PER_SECOND = 200;

    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(8);

    private final BenchmarkSuite suite;
    private final LoadGenerator identity;
    private final LoadGenerator crm;

    SignInBenchmark(BenchmarkSuite suite) {
        this.suite = suite;
        this.identity = new LoadGenerator(suite.identity(), CONNECTIONS);
        this.crm = new LoadGenerator(suite.crm(), CONNECTIONS);
    }

    Rounds run(int rounds, Duration each) throws Exception {
        String credentials = suite.clientCredentials("benchmark");
        Supplier<byte[]> signIn = () -> LoadGenerator.json("/identity/v1/sessions", suite.credentials());
        Supplier<byte[]> grant = () -> LoadGenerator.form("/identity/oauth2/token", credentials);
        spent(ServiceName.IDENTITY, identity, signIn, created(), Rounds.WARM_UP);
        spent(ServiceName.IDENTITY, identity, grant, ok(), SHORT_WARM_UP);
        refreshed(SHORT_WARM_UP);
        bareHash(SHORT_WARM_UP);
        checkNew(grant, SHORT_WARM_UP);
        checkKnown(SHORT_WARM_UP);
        Rounds figures = new Rounds();
        for (int round = 0; round < rounds; round++) {
            figures.measure(PASSWORD, () -> spent(ServiceName.IDENTITY, identity, signIn, created(), each));
            figures.measure(BARE_HASH, () -> bareHash(each));
            figures.measure(CLIENT_CREDENTIALS, () -> spent(ServiceName.IDENTITY, identity, grant, ok(), each));
            figures.measure(REFRESH, () -> refreshed(each));
            figures.measure(NEW_TOKEN, () -> checkNew(grant, each));
            figures.measure(KNOWN_TOKEN, () -> checkKnown(each));
        }
        return figures;
    }

    /** Milliseconds of a process for each answer. */
    private double spent(
            ServiceName service,
            LoadGenerator target,
            Supplier<byte[]> requests,
            Predicate<Answer> check,
            Duration duration)
            throws InterruptedException {
        Duration before = ProcessorTimes.of(suite.process(service));
        long answers = target.run(requests, check, duration).answers();
        return perAnswer(ProcessorTimes.of(suite.process(service)).minus(before), answers);
    }

    /** Each answer's refresh token is the next request's. */
    private double refreshed(Duration duration) throws InterruptedException {
        BlockingQueue<String> tokens = new ArrayBlockingQueue<>(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            tokens.add(suite.signIn().getString("refreshToken"));
        }
        return spent(
                ServiceName.IDENTITY,
                identity,
                () -> LoadGenerator.json(
                        "/identity/v1/sessions/refresh",
                        new JsonObject().put("refreshToken", tokens.remove()).encode()),
                answer -> answer.status() == 200 && tokens.add(new JsonObject(answer.text()).getString("refreshToken")),
                duration);
    }

    /** Tokens are had before, so that what the CRM spends is for checking them. */
    private double checkNew(Supplier<byte[]> grant, Duration duration) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < checks(duration); i++) {
            tokens.add(new JsonObject(identity.once(grant.get()).text()).getString("access_token"));
        }
        return check(tokens);
    }

    private double checkKnown(Duration duration) throws Exception {
        return check(Collections.nCopies(checks(duration), suite.token()));
    }

    private static int checks(Duration duration) {
        return (int) duration.toSeconds() * CHECKS_PER_SECOND;
    }

    private double check(List<String> tokens) throws IOException {
        Duration before = ProcessorTimes.of(suite.process(ServiceName.CRM));
        for (String token : tokens) {
            Answer answer = crm.once(LoadGenerator.get(REFUSED_AT_ONCE, token));
            if (answer.status() != 400) {
                throw new IllegalStateException("Answered " + answer.status());
            }
        }
        return perAnswer(ProcessorTimes.of(suite.process(ServiceName.CRM)).minus(before), tokens.size());
    }

    /** In this process, garbage collection included, and as many at once as sign-ins: they share the processors' caches. */
    private static double bareHash(Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        Duration before = ProcessorTimes.of(ProcessHandle.current());
        long hashes = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Long>> workers = Collections.nCopies(CONNECTIONS, () -> hashUntil(end));
            for (Future<Long> worker : threads.invokeAll(workers)) {
                hashes += worker.get();
            }
        }
        return perAnswer(ProcessorTimes.of(ProcessHandle.current()).minus(before), hashes);
    }

    private static long hashUntil(long end) {
        byte[] password = "a password".getBytes(StandardCharsets.UTF_8);
        long hashes = 0;
        while (System.nanoTime() < end) {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(ITERATIONS)
                    .withParallelism(1)
                    .withSalt(new byte[16])
                    .build());
            generator.generateBytes(password, new byte[32]);
            hashes++;
        }
        return hashes;
    }

    private static double perAnswer(Duration spent, long answers) {
        return spent.toNanos() / 1e6 / answers;
    }

    private static Predicate<Answer> created() {
        return answer -> answer.status() == 201;
    }

    private static Predicate<Answer> ok() {
        return answer -> answer.status() == 200;
    }
}

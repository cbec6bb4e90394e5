package io.tentabo.benchmark;

import io.tentabo.benchmark.LoadGenerator.Answer;
import io.tentabo.local.ServiceName;
import io.tentabo.test.keycloak.KeycloakDatabase;
import io.tentabo.test.keycloak.KeycloakDistribution;
import io.tentabo.test.keycloak.KeycloakRealm;
import io.tentabo.test.keycloak.KeycloakServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;

/**
 * Client credentials grants of identity-service and of Keycloak, for each second of processor time that the server's process
 * spends, and that it spends together with its connections' processes in PostgreSQL: Keycloak answers from its caches what
 * identity-service reads anew. Both have the same JVM, heap, PostgreSQL server and connections, and sign with ES256.
 */
final class KeycloakBenchmark {

    static final String IDENTITY = "identity-service";
    static final String KEYCLOAK = "Keycloak";
    static final String IDENTITY_AND_DATABASE = "identity-service and database";
    static final String KEYCLOAK_AND_DATABASE = "Keycloak and database";

    private static final String DATABASE = "keycloak";
    private static final String REALM = "benchmark";
    private static final String REALM_CREDENTIALS =
            "grant_type=client_credentials&client_id=benchmark&client_secret=benchmark-client-secret";

    private static final int CONNECTIONS = 8;
    private static final int LIFE_SECONDS = 300;

    /** What a JVM spends of the processors until its compilers have come to rest, however busy the machine is. */
    private static final Duration WARM_UP = Duration.ofSeconds(120);

    private final BenchmarkSuite suite;
    private final KeycloakDistribution distribution;

    KeycloakBenchmark(BenchmarkSuite suite, KeycloakDistribution distribution) {
        this.suite = suite;
        this.distribution = distribution;
    }

    /** A server that grants, and whose connections to PostgreSQL are those of a role. */
    private record Issuer(ProcessHandle process, String role, URI uri, String keySet, Supplier<byte[]> grant) {}

    /** What a run of grants took. */
    private record Spent(long grants, Duration server, Duration database) {

        double grantsPerSecondOfServer() {
            return perSecond(server);
        }

        double grantsPerSecond() {
            return perSecond(server.plus(database));
        }

        private double perSecond(Duration spent) {
            return grants / (spent.toNanos() / 1e9);
        }
    }

    Rounds run(int rounds, Duration each) throws Exception {
        KeycloakDatabase database = suite.createDatabase(DATABASE);
        KeycloakRealm realm = KeycloakRealm.of(REALM, getClass(), "keycloak-realm.json");
        try (KeycloakServer keycloak =
                distribution.startForProduction(realm, database, String.join(" ", BenchmarkSuite.HEAP))) {
            Issuer theirs = issuer(keycloak, database);
            Issuer ours = issuer();
            requireSigned(ours);
            requireSigned(theirs);
            warmUp(ours, each);
            warmUp(theirs, each);
            Rounds figures = new Rounds();
            for (int round = 0; round < rounds; round++) {
                Spent spent = grants(ours, each);
                figures.add(IDENTITY, spent.grantsPerSecondOfServer());
                figures.add(IDENTITY_AND_DATABASE, spent.grantsPerSecond());
                spent = grants(theirs, each);
                figures.add(KEYCLOAK, spent.grantsPerSecondOfServer());
                figures.add(KEYCLOAK_AND_DATABASE, spent.grantsPerSecond());
            }
            return figures;
        }
    }

    private Issuer issuer() throws InterruptedException {
        String credentials = suite.clientCredentials("keycloak-benchmark");
        return new Issuer(
                suite.process(ServiceName.IDENTITY),
                ServiceName.IDENTITY.slice() + "_app",
                suite.identity(),
                "/identity/oauth2/jwks",
                () -> LoadGenerator.form("/identity/oauth2/token", credentials));
    }

    private static Issuer issuer(KeycloakServer keycloak, KeycloakDatabase database) {
        String protocol = URI.create(keycloak.issuer()).getPath() + "/protocol/openid-connect";
        return new Issuer(
                keycloak.process(),
                database.role(),
                keycloak.uri(),
                protocol + "/certs",
                () -> LoadGenerator.form(protocol + "/token", REALM_CREDENTIALS));
    }

    private void warmUp(Issuer issuer, Duration each) throws Exception {
        Duration spent = Duration.ZERO;
        while (spent.compareTo(WARM_UP) < 0) {
            spent = spent.plus(grants(issuer, each).server());
        }
    }

    private Spent grants(Issuer issuer, Duration duration) throws Exception {
        ProcessorTimes database = databaseTimes(issuer);
        Duration server = ProcessorTimes.of(issuer.process());
        long grants = new LoadGenerator(issuer.uri(), CONNECTIONS)
                .run(issuer.grant(), KeycloakBenchmark::isGrant, duration)
                .answers();
        return new Spent(
                grants,
                ProcessorTimes.of(issuer.process()).minus(server),
                databaseTimes(issuer).since(database));
    }

    private ProcessorTimes databaseTimes(Issuer issuer) throws Exception {
        return ProcessorTimes.of(suite.connectionsOf(issuer.role()).stream()
                .map(ProcessHandle::of)
                .flatMap(process -> process.map(Stream::of).orElseGet(Stream::empty)));
    }

    private static boolean isGrant(Answer answer) {
        String text = answer.text();
        return answer.status() == 200
                && text.contains("\"access_token\":\"ey")
                && text.contains("\"token_type\":\"Bearer\"");
    }

    /** Both do the same work: a token that lives as long, with a signature of the same kind. */
    private static void requireSigned(Issuer issuer) throws Exception {
        LoadGenerator requests = new LoadGenerator(issuer.uri(), 1);
        Answer answer = requests.once(issuer.grant().get());
        if (!isGrant(answer)) {
            throw new IllegalStateException("No grant: " + answer.status() + " " + answer.text());
        }
        JsonWebKeySet keys = new JsonWebKeySet(
                requests.once(LoadGenerator.get(issuer.keySet())).text());
        JwtClaims claims = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setRequireExpirationTime()
                .setSkipDefaultAudienceValidation()
                .build()
                .processToClaims(new JsonObject(answer.text()).getString("access_token"));
        if (claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue() != LIFE_SECONDS) {
            throw new IllegalStateException("The token does not live as long as the other's: " + claims);
        }
    }
}

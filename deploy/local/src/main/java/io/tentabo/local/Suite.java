package io.tentabo.local;

import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.gateway.Gateway;
import io.tentabo.test.pipedrive.PipedriveStandIn;
import io.tentabo.test.servers.DatabaseServer;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite, running: PostgreSQL, Kafka, the Pipedrive stand-in, the four services as child processes and the
 * gateway before them. Closing it ends all of them; they end as well when this process is killed.
 */
public final class Suite implements AutoCloseable {

    /** Id of the platform operator's client; its secret is among {@link #secrets()}. */
    public static final String OPERATOR_CLIENT = "tentabo-operator";

    private static final Duration READY_LIMIT = Duration.ofSeconds(240);
    private static final Duration END_LIMIT = Duration.ofSeconds(15);

    private final CloseOrder open = new CloseOrder();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Map<ServiceName, Integer> servicePorts = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, ServiceProcess> processes = new EnumMap<>(ServiceName.class);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Secrets secrets;
    private final Gateway gateway;
    private final Servers servers;
    private final ServiceLauncher launcher;

    /**
     * Starts everything and returns when every service is ready.
     *
     * @throws SuiteException with one sentence saying why it cannot; nothing is left running then
     */
    public static Suite start(SuiteOptions options) {
        return new Suite(options);
    }

    private Suite(SuiteOptions options) {
        ServiceLauncher.requireBuilt(options);
        try {
            DataDirectory data = open.add("the data directory", DataDirectory.open(options.dataDirectory()));
            secrets = Secrets.in(data.resolve("secrets.properties"));
            Ports ports = Ports.rememberedIn(data.resolve("ports.properties"));
            for (ServiceName service : ServiceName.values()) {
                servicePorts.put(service, ports.of(service.slice()));
            }
            int gatewayPort = options.port() == 0 ? ports.of("gateway") : requireFree(options.port());
            Guardian guardian = open.add("the guardian", Guardian.start());
            servers = open.add("the servers", Servers.start(data, ports, secrets, guardian, failure::complete));
            launcher = new ServiceLauncher(
                    options, data, secrets, guardian, servicePorts, servers, gatewayPort, failure::complete);
            open.add("the services", this::stopServices);
            startServices();
            gateway = open.add("the gateway", startGateway(gatewayPort));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** Asked before anything is started, so that the answer does not take half a minute. */
    private static int requireFree(int port) {
        if (!Ports.isFree(port)) {
            throw portInUse(port, null);
        }
        return port;
    }

    private static SuiteException portInUse(int port, @Nullable Throwable cause) {
        return new SuiteException(
                "Port " + port + " is in use: choose another with --port or end what listens there.", cause);
    }

    private Gateway startGateway(int port) {
        Map<String, URI> origins = new HashMap<>();
        servicePorts.keySet().forEach(service -> origins.put(service.slice(), serviceUri(service)));
        try {
            return Gateway.start(port, origins);
        } catch (CompletionException e) {
            if (e.getCause() instanceof BindException) {
                throw portInUse(port, e);
            }
            throw e;
        }
    }

    private void startServices() {
        for (ServiceName service : ServiceName.values()) {
            processes.put(service, launcher.start(service));
        }
        for (ServiceProcess process : List.copyOf(processes.values())) {
            process.awaitReady(client, READY_LIMIT);
        }
    }

    /** The gateway's address, e.g. {@code http://localhost:8080}. */
    public URI baseUri() {
        return URI.create("http://localhost:" + gateway.port());
    }

    /** The suite's APIs, for a caller who has not signed in. */
    public ApiClient api() {
        return ApiClient.of(baseUri());
    }

    /** A service's own address, behind the gateway. */
    public URI serviceUri(ServiceName service) {
        return URI.create("http://127.0.0.1:" + servicePorts.get(service));
    }

    public Secrets secrets() {
        return secrets;
    }

    public PipedriveStandIn pipedrive() {
        return servers.pipedrive();
    }

    /** What a Kafka client needs as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /** The database as the services know it: {@code postgresql://host:port/tentabo}. */
    public String databaseUrl() {
        return servers.databaseUrl();
    }

    /** The server of that database, and its superuser. */
    public DatabaseServer databaseServer() {
        return servers.database();
    }

    /** The services that run as native executables. */
    public List<ServiceName> nativeServices() {
        return List.of(ServiceName.values()).stream().filter(launcher::isNative).toList();
    }

    /** Process id of a service, to look at from outside. */
    public synchronized long pid(ServiceName service) {
        return process(service).pid();
    }

    /** The environment, secrets included, in which one more process of a service joins the suite on a port of its own. */
    public Map<String, String> environment(ServiceName service, int port) {
        return launcher.environment(service, port);
    }

    /** Completed with one sentence when a service ends without having been asked to. */
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    /** kill -9: the service gets no chance to tidy up. Returns when it is gone. */
    public synchronized void kill(ServiceName service) {
        process(service).kill();
    }

    /** Starts a service again, ending it first where it still runs; returns when it is ready. */
    public synchronized void restart(ServiceName service) {
        stop(List.of(process(service)));
        ServiceProcess started = launcher.start(service);
        processes.put(service, started);
        started.awaitReady(client, READY_LIMIT);
    }

    /** Ends the gateway, the services, the broker and the database, in this order. */
    @Override
    public void close() {
        open.close();
    }

    private synchronized void stopServices() {
        stop(new ArrayList<>(processes.values()));
    }

    private static void stop(Collection<ServiceProcess> services) {
        services.forEach(ServiceProcess::requestEnd);
        services.forEach(service -> service.awaitEnd(END_LIMIT));
    }

    private ServiceProcess process(ServiceName service) {
        ServiceProcess process = processes.get(service);
        if (process == null) {
            throw new IllegalStateException(service + " was never started");
        }
        return process;
    }
}

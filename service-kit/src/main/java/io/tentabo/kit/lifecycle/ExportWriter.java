package io.tentabo.kit.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes what a job of this service exports to the store: files of JSON Lines, and in the end the list of them all. */
@ApplicationScoped
public class ExportWriter {

    private final ExportStore store;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final String service;

    ExportWriter(
            ExportStore store,
            ObjectMapper json,
            Vertx vertx,
            @ConfigProperty(name = "tentabo.service") String service) {
        this.store = store;
        this.json = json;
        this.vertx = vertx;
        this.service = service;
    }

    /** Where the list of all files is, and its digest. */
    public record Manifest(String path, String sha256) {}

    /** The path of a batch within its job's files. */
    public static String path(String part, int number) {
        return "%s/%06d.jsonl.gz".formatted(part, number);
    }

    /** Compresses lines and writes them, over what an attempt that did not count has left there. */
    public Uni<ExportFile> write(UUID tenant, UUID job, String path, List<String> lines) {
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> ExportFile.of(lines), false).toCompletionStage())
                .call(file -> store.put(directory(tenant, job) + path, file.content()));
    }

    /**
     * Writes the list of all files.
     *
     * @param list adds them
     */
    public Uni<Manifest> writeManifest(UUID tenant, UUID job, Consumer<ArrayNode> list) {
        ObjectNode manifest = json.createObjectNode()
                .put("tenantId", tenant.toString())
                .put("jobId", job.toString())
                .put("service", service);
        list.accept(manifest.putArray("files"));
        String path = directory(tenant, job) + "manifest.json";
        ExportFile file = ExportFile.of(bytes(manifest));
        return store.put(path, file.content()).replaceWith(new Manifest(path, file.sha256()));
    }

    private byte[] bytes(ObjectNode manifest) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String directory(UUID tenant, UUID job) {
        return tenant + "/" + job + "/" + service + "/";
    }
}

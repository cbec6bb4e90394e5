package io.tentabo.identity.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditPosition;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.crypto.Sha256;
import io.tentabo.kit.problem.CommonProblems;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One export on its way to its client, in chunks of whole lines. A chunk is read when the client has taken the one
 * before, so that it takes the same memory whatever its length.
 *
 * <p>Its last line says how it ended: a connection that breaks, a process that dies and a service that fails half-way all
 * leave a file that can be told from a complete one, and can be continued.
 */
final class AuditExport {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(AuditExport.class);

    /** Of each service at once: as many as a page may have. */
    private static final int PAGE = 200;

    private static final byte[] LINE_END = {'\n'};
    private static final byte[] NOTHING = {};

    private final UUID id;
    private final AuditQuery query;
    private final AuditMerge merge;
    private final ObjectMapper mapper;
    private final MessageDigest digest = Sha256.digest();
    private @Nullable List<AuditRecord> ahead;
    private @Nullable AuditPosition last;
    private long records;
    private boolean hasEnded;

    AuditExport(UUID id, AuditQuery query, ObjectMapper mapper) {
        this.id = id;
        this.query = query;
        this.merge = query.from(null, PAGE);
        this.mapper = mapper;
    }

    /** The last line. */
    @RegisterForReflection
    record End(Summary export) {}

    /**
     * How it ended.
     *
     * @param sha256 of everything before this line, in hex
     * @param code why it is not complete, as problems are called
     * @param services those that could not be asked
     * @param resume the query parameter that makes the same request continue where this one ended
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            UUID id,
            boolean complete,
            long records,
            String sha256,
            @Nullable String code,
            @Nullable Object services,
            @Nullable String resume) {}

    UUID id() {
        return id;
    }

    /** Reads the first records, so that what refuses them is told before the answer begins. */
    Uni<Void> readAhead() {
        return batch().invoke(first -> ahead = first).replaceWithVoid();
    }

    Map<String, List<String>> headers() {
        return Map.of(
                HttpHeaders.CONTENT_DISPOSITION,
                List.of("attachment; filename=\"audit-" + id + ".jsonl\""),
                HttpHeaders.CACHE_CONTROL,
                List.of("no-store"));
    }

    /** Chunks of lines; the end of a chunk's last line is the writer's. */
    Multi<byte[]> chunks() {
        return Multi.createBy().repeating().uni(this::next).until(chunk -> chunk.length == 0);
    }

    private Uni<byte[]> next() {
        if (hasEnded) {
            return Uni.createFrom().item(NOTHING);
        }
        return batch().map(this::chunk).onFailure().recoverWithItem(this::broken);
    }

    private Uni<List<AuditRecord>> batch() {
        List<AuditRecord> known = ahead;
        ahead = null;
        return known == null ? merge.next(Integer.MAX_VALUE) : Uni.createFrom().item(known);
    }

    private byte[] chunk(List<AuditRecord> batch) {
        if (batch.isEmpty()) {
            hasEnded = true;
            return line(new End(new Summary(id, true, records, sha256(), null, null, null)));
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (AuditRecord record : batch) {
            if (lines.size() > 0) {
                lines.writeBytes(LINE_END);
            }
            lines.writeBytes(line(record));
        }
        byte[] chunk = lines.toByteArray();
        digest.update(chunk);
        digest.update(LINE_END);
        records += batch.size();
        last = batch.getLast().position();
        return chunk;
    }

    private byte[] broken(Throwable failure) {
        hasEnded = true;
        LOG.warnf("The audit export %s breaks off after %d records: %s", id, records, failure);
        Map<String, Object> told = failure instanceof HttpProblem problem ? problem.getParameters() : Map.of();
        return line(new End(new Summary(
                id,
                false,
                records,
                sha256(),
                String.valueOf(told.getOrDefault("code", CommonProblems.INTERNAL.code())),
                told.get("services"),
                last == null ? null : query.order().continuation(last))));
    }

    private String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private byte[] line(Object content) {
        try {
            return mapper.writeValueAsBytes(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

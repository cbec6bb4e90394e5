package io.tentabo.kit.paging;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.HmacSha256;
import io.tentabo.kit.crypto.MasterKeys;
import io.tentabo.kit.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Writes and reads cursors: opaque to clients, authenticated with HMAC-SHA256, and valid only for the tenant, list,
 * filters and sort that they were made for.
 */
@ApplicationScoped
public class Cursors {

    static final ProblemType INVALID_CURSOR =
            new ProblemType("paging.invalid-cursor", Status.BAD_REQUEST, "Invalid cursor");

    private static final int TAG_BYTES = 16;
    /** No binding holds it, so none runs on into the position. */
    private static final byte[] SEPARATOR = {0};

    private final byte[] key;

    @Inject
    Cursors(MasterKeys masterKeys) {
        this(masterKeys.derive("paging cursors"));
    }

    Cursors(byte[] key) {
        this.key = key.clone();
    }

    /**
     * The position of the last row of a page.
     *
     * @param sortValue the row's sort value in text form
     * @param id the row's id, which breaks ties
     */
    public record Position(String sortValue, UUID id) {}

    /**
     * Writes a cursor.
     *
     * @param binding names tenant, list, filters and sort; a cursor is refused under any other binding
     */
    public String encode(String binding, Position position) {
        byte[] payload = write(position);
        ByteArrayOutputStream cursor = new ByteArrayOutputStream();
        cursor.writeBytes(payload);
        cursor.writeBytes(tag(binding, payload));
        return Base64Url.of(cursor.toByteArray());
    }

    /**
     * Reads a cursor.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for one that was not written under this binding
     */
    public Position decode(String binding, String cursor) {
        byte[] bytes = bytes(cursor);
        if (bytes.length <= TAG_BYTES) {
            throw invalid();
        }
        byte[] payload = Arrays.copyOf(bytes, bytes.length - TAG_BYTES);
        byte[] tag = Arrays.copyOfRange(bytes, payload.length, bytes.length);
        if (!MessageDigest.isEqual(tag, tag(binding, payload))) {
            throw invalid();
        }
        return read(payload);
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static RuntimeException invalid() {
        return INVALID_CURSOR.with("The cursor was not made for this list with these filters and this sort.");
    }

    private byte[] tag(String binding, byte[] payload) {
        byte[] code = HmacSha256.of(key, binding.getBytes(StandardCharsets.UTF_8), SEPARATOR, payload);
        return Arrays.copyOf(code, TAG_BYTES);
    }

    private static byte[] write(Position position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(position.id().getMostSignificantBits());
            out.writeLong(position.id().getLeastSignificantBits());
            out.write(position.sortValue().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Position read(byte[] payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            UUID id = new UUID(in.readLong(), in.readLong());
            return new Position(new String(in.readAllBytes(), StandardCharsets.UTF_8), id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

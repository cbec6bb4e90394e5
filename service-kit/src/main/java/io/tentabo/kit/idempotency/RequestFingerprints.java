package io.tentabo.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tentabo.kit.crypto.Sha256;
import io.tentabo.kit.security.Caller;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** Hashes requests. Parts are length-prefixed, so that no two lists of parts hash the same bytes. */
final class RequestFingerprints {

    private static final Pattern VALID_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final UUID NO_TENANT = new UUID(0, 0);

    private final ObjectMapper mapper;

    RequestFingerprints(ObjectMapper mapper) {
        // Plain maps with sorted keys: bodies that differ only in the order of members are the same body.
        this.mapper = mapper.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    static boolean isValidKey(String key) {
        return VALID_KEY.matcher(key).matches();
    }

    RequestFingerprint of(Caller caller, String key, String method, String path, Object body) {
        UUID tenantId = caller.tenantId() == null ? NO_TENANT : caller.tenantId();
        String user = caller.userId() == null ? "" : caller.userId().toString();
        return new RequestFingerprint(
                tenantId,
                sha256(utf8(user), utf8(method), utf8(path), utf8(key)),
                sha256(utf8(key), utf8(method), utf8(path), canonical(body)));
    }

    private byte[] canonical(Object body) {
        JsonNode tree = mapper.valueToTree(body);
        try {
            return mapper.writeValueAsBytes(mapper.treeToValue(tree, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request body cannot be written as JSON", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Buffer sha256(byte[]... parts) {
        return Buffer.buffer(Sha256.ofParts(parts));
    }
}

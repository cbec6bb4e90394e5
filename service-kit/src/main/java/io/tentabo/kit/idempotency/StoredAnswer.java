package io.tentabo.kit.idempotency;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The parts of an answer that a repetition gets again, the body byte by byte. */
record StoredAnswer(
        int status,
        @Nullable String location,
        @Nullable String etag,
        @Nullable String contentType,
        @Nullable Buffer body) {

    static StoredAnswer of(Response response, byte @Nullable [] body) {
        String type = response.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return new StoredAnswer(
                response.getStatus(),
                response.getHeaderString(HttpHeaders.LOCATION),
                response.getHeaderString(HttpHeaders.ETAG),
                type == null && body != null ? MediaType.APPLICATION_JSON : type,
                body == null ? null : Buffer.buffer(body));
    }

    static StoredAnswer of(Row row) {
        io.vertx.mutiny.core.buffer.Buffer body = row.getBuffer("body");
        return new StoredAnswer(
                row.getInteger("status"),
                row.getString("location"),
                row.getString("etag"),
                row.getString("content_type"),
                body == null ? null : body.getDelegate());
    }

    Tuple parameters(RequestFingerprint fingerprint) {
        return Tuple.from(
                Arrays.asList(fingerprint.tenantId(), fingerprint.scope(), status, location, etag, contentType, body));
    }

    /** The first answer: as the work made it, with the very bytes that were stored. */
    Response withBodyOf(Response original) {
        return body == null
                ? original
                : Response.fromResponse(original)
                        .entity(body.getBytes())
                        .type(contentType)
                        .build();
    }

    /** The answer to a repetition. */
    Response response() {
        Response.ResponseBuilder builder = Response.status(status).header(Idempotency.REPLAYED_HEADER, true);
        if (location != null) {
            builder.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            builder.header(HttpHeaders.ETAG, etag);
        }
        if (body != null) {
            builder.entity(body.getBytes()).type(contentType);
        }
        return builder.build();
    }
}

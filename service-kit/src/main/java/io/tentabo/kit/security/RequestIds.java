package io.tentabo.kit.security;

import io.tentabo.model.Ids;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** The id that correlates a request's logs, audit records, events and problem details. */
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";

    /** An id of the gateway's or the client's is kept when it cannot forge a log line or fill a column. */
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private RequestIds() {}

    /** The request's id; made once if it has none, and left in its headers, where whoever asks later finds it. */
    public static String of(HttpServerRequest request) {
        String given = request.getHeader(HEADER);
        if (given != null && ACCEPTABLE.matcher(given).matches()) {
            return given;
        }
        String made = Ids.next().toString();
        request.headers().set(HEADER, made);
        return made;
    }
}

package io.tentabo.test.pipedrive;

import java.time.Instant;

/**
 * A request that the stand-in received.
 *
 * @param uri path and query
 * @param status what was answered; 0 when the connection was dropped without an answer
 */
public record PipedriveRequest(String method, String uri, int status, Instant at) {

    /** The path without the query. */
    public String path() {
        int question = uri.indexOf('?');
        return question < 0 ? uri : uri.substring(0, question);
    }
}

package io.tentabo.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page at the gateway's root: one click to each service's API documentation. */
final class StartPage {

    private static final String RESOURCE = "start-page.html";
    private static final Buffer PAGE = load();
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private StartPage() {}

    static void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!READING.contains(request.method())) {
            response.setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(PAGE);
    }

    private static Buffer load() {
        try (@Nullable InputStream page = StartPage.class.getResourceAsStream(RESOURCE)) {
            if (page == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return Buffer.buffer(page.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

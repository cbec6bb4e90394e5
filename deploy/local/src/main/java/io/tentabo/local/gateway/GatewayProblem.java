package io.tentabo.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;

/** What the gateway itself answers when no service does, as problem details (RFC 9457). */
enum GatewayProblem {
    NO_ROUTE(404, "not-found", "Not found", "There is nothing at this address."),
    TOO_LARGE(413, "too-large", "The request is too large", "The body exceeds " + BodyLimit.MEGABYTES + " MB."),
    SERVICE_DOWN(502, "gateway.service-down", "Bad gateway", "The service behind this address does not answer."),
    SERVICE_SLOW(504, "gateway.service-slow", "Gateway timeout", "The service took too long to answer.");

    private static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    GatewayProblem(int status, String code, String title, String detail) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    void answer(HttpServerRequest request) {
        String requestId = RequestIdentity.of(request);
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(RequestIdentity.HEADER, requestId)
                .end(body(requestId));
    }

    ProxyResponse instead(ProxyRequest request) {
        // What is left of the body is read and dropped; otherwise the connection could not carry another request.
        request.proxiedRequest().resume();
        Buffer body = body(RequestIdentity.of(request.proxiedRequest()));
        return request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()))
                .setBody(Body.body(body));
    }

    private Buffer body(String requestId) {
        return new JsonObject()
                .put("type", "urn:tentabo:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code)
                .put("requestId", requestId)
                .toBuffer();
    }
}

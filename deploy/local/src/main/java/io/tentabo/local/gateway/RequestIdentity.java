package io.tentabo.local.gateway;

import io.tentabo.model.Ids;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.regex.Pattern;

/** Gives every request an id that its logs, audit records, events and problem details carry. */
final class RequestIdentity implements ProxyInterceptor {

    static final String HEADER = "X-Request-Id";

    /** A client's id is kept when it cannot forge a log line. */
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        context.request().putHeader(HEADER, of(context.request().proxiedRequest()));
        return context.sendRequest();
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        context.response().putHeader(HEADER, of(context.request().proxiedRequest()));
        return context.sendResponse();
    }

    /** The request's id; made once if it has none, and left in its headers, where whoever asks later finds it. */
    static String of(HttpServerRequest request) {
        String given = request.getHeader(HEADER);
        if (given != null && ACCEPTABLE.matcher(given).matches()) {
            return given;
        }
        String made = Ids.next().toString();
        request.headers().set(HEADER, made);
        return made;
    }
}

package io.tentabo.kit.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Binds the caller of each request to its Vert.x context, and gives each request an id. */
public class CallerFilter {

    private static final int MAX_USER_AGENT = 512;

    private final SecurityIdentity identity;
    private final CurrentVertxRequest current;
    private final ClientAddress address;

    CallerFilter(SecurityIdentity identity, CurrentVertxRequest current, ClientAddress address) {
        this.identity = identity;
        this.current = current;
        this.address = address;
    }

    @ServerRequestFilter
    public void bindCaller(ContainerRequestContext request) {
        Caller caller = identity.getAttribute(CallerAugmentor.CALLER);
        CallerContext.bind((caller == null ? Caller.NOBODY : caller).withOrigin(origin()));
    }

    @ServerResponseFilter
    public void nameRequest(ContainerResponseContext response) {
        response.getHeaders()
                .putSingle(RequestIds.HEADER, RequestIds.of(current.getCurrent().request()));
    }

    private RequestOrigin origin() {
        HttpServerRequest request = current.getCurrent().request();
        return new RequestOrigin(
                address.of(request), shortened(request.getHeader("User-Agent")), RequestIds.of(request));
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= MAX_USER_AGENT
                ? userAgent
                : userAgent.substring(0, MAX_USER_AGENT);
    }
}

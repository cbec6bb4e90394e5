package io.tentabo.identity.oauth;

import io.tentabo.identity.token.SigningKeys;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What verifiers of access tokens need, public. */
@Path("/identity")
@Tag(name = "OAuth 2.0")
class IssuerResource {

    /** Shorter than a key is published before it signs, so that every verifier knows it in time. */
    private static final String CACHEABLE = "public, max-age=300";

    private final SigningKeys keys;
    private final IssuerMetadata metadata;

    IssuerResource(SigningKeys keys, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.keys = keys;
        this.metadata = IssuerMetadata.of(issuer);
    }

    @GET
    @Path("/.well-known/openid-configuration")
    @PermitAll
    @Operation(summary = "Describes the issuer")
    public RestResponse<IssuerMetadata> metadata() {
        return RestResponse.ResponseBuilder.ok(metadata)
                .header(HttpHeaders.CACHE_CONTROL, CACHEABLE)
                .build();
    }

    @GET
    @Path("/.well-known/oauth-authorization-server")
    @PermitAll
    @Operation(summary = "Describes the issuer, under the name that OAuth clients ask for")
    public RestResponse<IssuerMetadata> authorizationServer() {
        return metadata();
    }

    @GET
    @Path("/oauth2/jwks")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(summary = "Lists the public keys, the next one already among them")
    public RestResponse<String> keys() {
        return RestResponse.ResponseBuilder.ok(keys.publicKeySet())
                .header(HttpHeaders.CACHE_CONTROL, CACHEABLE)
                .build();
    }
}

package io.tentabo.identity.openid;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderConfigurationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.provider.AuthProviderProblems;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.OidcConfiguration;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.provider.ProviderAdapter;
import io.tentabo.identity.provider.ProviderConfiguration;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderFailure.Kind;
import io.tentabo.identity.provider.ProviderName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in at OpenID providers: authorization code with PKCE, state and nonce. What a provider publishes about
 * itself is read anew for each sign-in, which is rare enough: its keys and endpoints may change at any time.
 */
@Singleton
public class OpenIdProviders implements ProviderAdapter {

    private final ProviderHttp http;
    private final SignInSecrets secrets;
    private final IdTokenCheck idTokens;
    private final URI callback;

    OpenIdProviders(
            ProviderHttp http,
            SignInSecrets secrets,
            IdTokenCheck idTokens,
            @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.http = http;
        this.secrets = secrets;
        this.idTokens = idTokens;
        this.callback = URI.create(issuer + "/oauth2/callback");
    }

    @Override
    public ProviderName provider() {
        return ProviderName.OIDC;
    }

    @Override
    public void requireUsable(ProviderConfiguration configuration, boolean hasCredentials) {
        try {
            URI issuer = URI.create(((OidcConfiguration) configuration).issuer());
            if (http.isAcceptable(issuer) && issuer.getRawQuery() == null && issuer.getRawFragment() == null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw AuthProviderProblems.UNUSABLE.with("The issuer is no URL.");
        }
        throw AuthProviderProblems.UNUSABLE.with("The issuer is an https URL without user name, query and fragment.");
    }

    @Override
    public Uni<Void> test(ProviderAccess access) {
        return metadata(access)
                .chain(metadata -> {
                    requireCode(metadata);
                    return keys(access, metadata);
                })
                .invoke(keys -> {
                    if (keys.isEmpty()) {
                        throw new ProviderFailure(Kind.UNREACHABLE, "It publishes no keys.");
                    }
                })
                .replaceWithVoid();
    }

    /** Where a person signs in; fails with {@link ProviderFailure} when the provider does not say. */
    public Uni<URI> begin(ProviderAccess access, SignInState state) {
        OidcConfiguration configuration = configuration(access);
        Scope scope = new Scope("openid");
        configuration.scopes().forEach(scope::add);
        return metadata(access).map(metadata -> new AuthenticationRequest.Builder(
                        ResponseType.CODE, scope, new ClientID(configuration.clientId()), callback)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(new State(state.text()))
                .nonce(secrets.nonce(state))
                .codeChallenge(secrets.verifier(state), CodeChallengeMethod.S256)
                .build()
                .toURI());
    }

    /**
     * Who has signed in.
     *
     * @param code what the provider sent the person back with
     * @param issuer what the provider called itself in doing so (RFC 9207), null when it did not
     * @return fails with {@link ProviderFailure} when the provider could not be asked, with {@link OpenIdRefusal} when
     *     nobody is signed in by its answer
     */
    public Uni<ExternalPerson> finish(ProviderAccess access, SignInState state, String code, @Nullable String issuer) {
        OidcConfiguration configuration = configuration(access);
        return metadata(access)
                .invoke(metadata -> requireSender(metadata, issuer))
                .chain(metadata -> http.send(access.id(), tokenRequest(access, configuration, metadata, state, code))
                        .map(OpenIdProviders::idToken)
                        .chain(idToken -> keys(access, metadata)
                                .map(keys -> idTokens.person(configuration, keys, idToken, secrets.nonce(state)))));
    }

    /**
     * Whom an ID token vouches for that the provider has issued to somebody else, for this service's client.
     *
     * @return fails with {@link ProviderFailure} when the provider could not be asked for its keys, with
     *     {@link OpenIdRefusal} when the token is not good; what can be seen to be bad is not asked about
     */
    public Uni<PresentedIdToken> verify(ProviderAccess access, String idToken) {
        OidcConfiguration configuration = configuration(access);
        return Uni.createFrom().deferred(() -> {
            idTokens.requirePlausible(configuration, idToken);
            return metadata(access)
                    .chain(metadata -> keys(access, metadata))
                    .map(keys -> idTokens.presented(configuration, keys, idToken));
        });
    }

    private Uni<OIDCProviderMetadata> metadata(ProviderAccess access) {
        Issuer issuer = new Issuer(configuration(access).issuer());
        return http.send(access.id(), new OIDCProviderConfigurationRequest(issuer).toHTTPRequest())
                .map(answer -> read(answer, issuer));
    }

    private OIDCProviderMetadata read(HTTPResponse answer, Issuer issuer) {
        try {
            answer.ensureStatusCode(200);
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBodyAsJSONObject());
            if (!metadata.getIssuer().equals(issuer)) {
                throw new ProviderFailure(Kind.UNREACHABLE, "It calls itself by another issuer's name.");
            }
            requireEndpoint(metadata.getAuthorizationEndpointURI());
            requireEndpoint(metadata.getTokenEndpointURI());
            requireEndpoint(metadata.getJWKSetURI());
            return metadata;
        } catch (ParseException e) {
            throw new ProviderFailure(Kind.UNREACHABLE, "Its metadata is not that of an OpenID provider.");
        }
    }

    private void requireEndpoint(@Nullable URI endpoint) {
        if (endpoint == null || !http.isAcceptable(endpoint)) {
            throw new ProviderFailure(Kind.UNREACHABLE, "Its metadata lacks an endpoint, or one is not https.");
        }
    }

    private static void requireCode(OIDCProviderMetadata metadata) {
        List<ResponseType> types = metadata.getResponseTypes();
        if (types != null && !types.contains(ResponseType.CODE)) {
            throw new ProviderFailure(Kind.DENIED, "It does not offer authorization codes.");
        }
    }

    private static void requireSender(OIDCProviderMetadata metadata, @Nullable String issuer) {
        boolean isNamed = issuer != null || metadata.supportsAuthorizationResponseIssuerParam();
        if (isNamed && !metadata.getIssuer().getValue().equals(issuer)) {
            throw new OpenIdRefusal("WRONG_ISSUER", "Another provider sent the person back.");
        }
    }

    private HTTPRequest tokenRequest(
            ProviderAccess access,
            OidcConfiguration configuration,
            OIDCProviderMetadata metadata,
            SignInState state,
            String code) {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), callback, secrets.verifier(state));
        ClientID client = new ClientID(configuration.clientId());
        URI endpoint = metadata.getTokenEndpointURI();
        TokenRequest.Builder request = access.secret() == null
                ? new TokenRequest.Builder(endpoint, client, grant)
                : new TokenRequest.Builder(endpoint, authentication(metadata, client, access.secret()), grant);
        return request.build().toHTTPRequest();
    }

    private static ClientAuthentication authentication(OIDCProviderMetadata metadata, ClientID client, String secret) {
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean byForm = methods != null
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return byForm
                ? new ClientSecretPost(client, new Secret(secret))
                : new ClientSecretBasic(client, new Secret(secret));
    }

    private static String idToken(HTTPResponse answer) {
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(answer);
            if (!response.indicatesSuccess()) {
                throw refused(response.toErrorResponse().getErrorObject());
            }
            String idToken =
                    response.toSuccessResponse().getTokens().toOIDCTokens().getIDTokenString();
            if (idToken == null) {
                throw new OpenIdRefusal("NO_ID_TOKEN", "The provider sent no ID token.");
            }
            return idToken;
        } catch (ParseException | ClassCastException e) {
            throw new ProviderFailure(Kind.UNREACHABLE, "Its answer about a code makes no sense.");
        }
    }

    /** Of a code the provider says that it is not good; everything else is about this service. */
    private static RuntimeException refused(@Nullable ErrorObject error) {
        String code = error == null ? null : error.getCode();
        return "invalid_grant".equals(code)
                ? new OpenIdRefusal("CODE_REFUSED", "The provider does not accept its code.")
                : new ProviderFailure(Kind.DENIED, "It does not accept this service as its client.");
    }

    private Uni<JWKSet> keys(ProviderAccess access, OIDCProviderMetadata metadata) {
        return http.send(access.id(), new HTTPRequest(HTTPRequest.Method.GET, metadata.getJWKSetURI()))
                .map(ProviderKeys::read);
    }

    private static OidcConfiguration configuration(ProviderAccess access) {
        return (OidcConfiguration) access.configuration();
    }
}

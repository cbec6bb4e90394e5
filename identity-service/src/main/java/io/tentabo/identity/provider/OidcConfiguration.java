package io.tentabo.identity.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How people sign in at an OpenID provider. Its endpoints and keys it publishes itself.
 *
 * @param issuer what the provider calls itself, below which its metadata is found
 * @param clientId what the provider calls this suite; the client's secret, if it has one, belongs to the credentials
 * @param scopes what the provider is asked for beside openid
 * @param trustEmail whether e-mail addresses count that the provider does not say to be verified; one that it says to be
 *     unverified never does
 * @param allowTokenExchange whether registered clients may exchange the provider's ID tokens for sessions here
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An OpenID provider: people sign in there and come back (authorization code with PKCE).")
public record OidcConfiguration(
        @NotBlank @Size(max = 1_000) @Schema(examples = "https://login.example.com/realms/oxibox")
        String issuer,

        @NotBlank @Size(max = 200) @Schema(examples = "tentabo")
        String clientId,

        @NotNull @Size(max = 20) @Schema(defaultValue = "[\"email\", \"profile\"]")
        List<@NotNull @Pattern(regexp = SCOPE) String> scopes,

        @NotNull @Schema(defaultValue = "false") Boolean trustEmail,
        @NotNull @Schema(defaultValue = "false") Boolean allowTokenExchange)
        implements ProviderConfiguration {

    /** RFC 6749, section 3.3. */
    static final String SCOPE = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}";

    // A client may leave out whatever has a default.
    @SuppressWarnings("ConstantValue")
    public OidcConfiguration {
        scopes = scopes == null ? List.of("email", "profile") : sorted(scopes);
        trustEmail = trustEmail == null ? Boolean.FALSE : trustEmail;
        allowTokenExchange = allowTokenExchange == null ? Boolean.FALSE : allowTokenExchange;
    }

    private static List<String> sorted(List<@Nullable String> names) {
        return names.stream()
                .filter(name -> name != null && !name.equals("openid"))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public ProviderName provider() {
        return ProviderName.OIDC;
    }

    @Override
    public Object destination() {
        return issuer;
    }
}

package io.tentabo.identity.client;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A client to be created.
 *
 * @param name unique in the tenant; the client id is the tenant's slug, a dot and this
 * @param roles of its service account: names of roles whose permissions the caller has itself; none for a client that
 *     only signs people in
 * @param isPublic a client that could keep no secret, such as a page or an application on a device; by default not
 * @param grantTypes by default client_credentials
 */
public record NewClient(
        @NotNull @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") @Schema(examples = "erp-export")
        String name,

        @Nullable @Size(max = 50) List<@NotBlank String> roles,
        @Nullable Boolean isPublic,
        @Nullable @Size(max = 120) String displayName,
        @Nullable @Size(min = 1, max = 4) List<@NotNull @Size(max = 60) String> grantTypes,
        @Nullable @Size(max = 100) List<@NotNull @Size(max = 80) String> scopes,
        @Nullable @Size(max = 20) List<@NotNull @Size(max = 1000) String> redirectUris,
        @Nullable @Size(max = 20) List<@NotNull @Size(max = 1000) String> postLogoutRedirectUris) {

    boolean hasNoSecret() {
        return Boolean.TRUE.equals(isPublic);
    }

    List<String> serviceAccountRoles() {
        return orEmpty(roles);
    }

    ClientSettings settings() {
        return new ClientSettings(
                displayName == null ? "" : displayName,
                grantTypes == null ? List.of(GrantType.CLIENT_CREDENTIALS.parameter()) : grantTypes,
                orEmpty(scopes),
                orEmpty(redirectUris),
                orEmpty(postLogoutRedirectUris));
    }

    private static List<String> orEmpty(@Nullable List<String> given) {
        return given == null ? List.of() : given;
    }
}

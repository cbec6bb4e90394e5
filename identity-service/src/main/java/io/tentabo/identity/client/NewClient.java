package io.tentabo.identity.client;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A client to be created, with its service account.
 *
 * @param name unique in the tenant; the client id is the tenant's slug, a dot and this
 * @param roles of the service account: names of roles whose permissions the caller has itself
 */
public record NewClient(
        @NotNull @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") @Schema(examples = "erp-export")
        String name,

        @NotNull @Size(min = 1, max = 50) List<@NotBlank String> roles) {}

package io.tentabo.identity.apikey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a key is revoked; its user reads it, too. */
record ApiKeyRevocation(
        @NotBlank @Size(max = 200) @Schema(examples = "Was committed to a public repository")
        String reason) {}

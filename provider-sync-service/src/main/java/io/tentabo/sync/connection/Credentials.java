package io.tentabo.sync.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How to sign in at a provider. Comes in and never goes out again: no answer, log, audit record or event shows it.
 *
 * @param kind only API_KEY so far
 */
@RegisterForReflection
@Schema(description = "Write-only.")
public record Credentials(
        @NotNull CredentialKind kind,

        @NotBlank @Size(max = 4_000) @Schema(writeOnly = true)
        String apiKey) {

    /** Kinds of credentials. */
    public enum CredentialKind {
        API_KEY
    }

    @Override
    public String toString() {
        return "Credentials[kind=" + kind + "]";
    }
}

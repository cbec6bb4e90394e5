package io.tentabo.identity.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A password that an administrator sets. It is never shown again, logged or audited. */
public record NewPassword(
        @NotNull @Size(min = MIN, max = MAX) @Schema(writeOnly = true)
        String password) {

    public static final int MIN = 12;
    public static final int MAX = 128;

    @Override
    public String toString() {
        return "NewPassword[…]";
    }
}

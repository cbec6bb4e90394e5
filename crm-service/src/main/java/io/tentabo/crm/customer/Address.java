package io.tentabo.crm.customer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer is invoiced or supplied.
 *
 * @param state or region, as the country writes it
 * @param country ISO 3166-1 alpha-2
 */
@RegisterForReflection
record Address(
        @NotBlank @Size(max = 255) String line1,
        @Size(max = 255) @Nullable String line2,
        @NotBlank @Size(max = 255) String city,
        @Size(max = 64) @Nullable String state,
        @Size(max = 32) @Nullable String postalCode,
        @NotBlank @Pattern(regexp = "[A-Z]{2}") String country) {

    /** As the database keeps it. */
    static @Nullable JsonObject json(@Nullable Address address) {
        return address == null
                ? null
                : new JsonObject()
                        .put("line1", address.line1())
                        .put("line2", address.line2())
                        .put("city", address.city())
                        .put("state", address.state())
                        .put("postalCode", address.postalCode())
                        .put("country", address.country());
    }

    static @Nullable Address of(@Nullable JsonObject json) {
        return json == null
                ? null
                : new Address(
                        json.getString("line1"),
                        json.getString("line2"),
                        json.getString("city"),
                        json.getString("state"),
                        json.getString("postalCode"),
                        json.getString("country"));
    }
}

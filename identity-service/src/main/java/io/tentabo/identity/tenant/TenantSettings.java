package io.tentabo.identity.tenant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a tenant starts with; what is left out has its default.
 *
 * @param defaultCurrency ISO 4217; EUR by default
 * @param timezone IANA name; UTC by default
 * @param locale BCP 47; en by default
 */
@RegisterForReflection
public record TenantSettings(
        @Pattern(regexp = "[A-Z]{3}") @Schema(examples = "EUR") @Nullable String defaultCurrency,
        @Size(max = 64) @Schema(examples = "Europe/Paris") @Nullable String timezone,
        @Size(max = 35) @Schema(examples = "fr-FR") @Nullable String locale) {

    /** All defaults. */
    public static final TenantSettings DEFAULTS = new TenantSettings(null, null, null);

    private static final String CURRENCY = "EUR";
    private static final String ZONE = "UTC";
    private static final String LANGUAGE = "en";

    public TenantSettings {
        defaultCurrency = defaultCurrency == null ? CURRENCY : defaultCurrency;
        timezone = timezone == null ? ZONE : timezone;
        locale = locale == null ? LANGUAGE : locale;
    }
}

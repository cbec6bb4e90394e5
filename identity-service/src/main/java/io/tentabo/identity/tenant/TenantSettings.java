package io.tentabo.identity.tenant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The settings that a tenant starts with; what is left out has its default.
 *
 * @param defaultCurrency ISO 4217; EUR by default
 * @param timezone IANA name; UTC by default
 * @param locale BCP 47; en by default
 */
@RegisterForReflection
public record TenantSettings(
        @Pattern(regexp = "[A-Z]{3}") @Schema(examples = "EUR")
        String defaultCurrency,

        @Size(max = 64) @Schema(examples = "Europe/Paris") String timezone,

        @Size(max = 35) @Schema(examples = "fr-FR") String locale) {

    /** All defaults. */
    public static final TenantSettings DEFAULTS = new TenantSettings("EUR", "UTC", "en");

    public TenantSettings {
        defaultCurrency = defaultCurrency == null ? DEFAULTS.defaultCurrency : defaultCurrency;
        timezone = timezone == null ? DEFAULTS.timezone : timezone;
        locale = locale == null ? DEFAULTS.locale : locale;
    }
}

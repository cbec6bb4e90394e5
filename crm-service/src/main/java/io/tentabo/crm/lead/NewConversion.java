package io.tentabo.crm.lead;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The order that a lead is to become.
 *
 * @param currency ISO 4217
 */
@Schema(examples = """
                {"currency": "EUR", "items": [{"productId": "019b0d2e-7d5a-7c3e-9a53-5f3c8e0f6a11",
                 "durationId": "019b0d2e-7d5b-7f10-8a0c-2b1d9c4e7f22", "quantity": 20}]}
                """)
public record NewConversion(
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @NotEmpty @Size(max = 200) List<@Valid @NotNull OrderItem> items) {}

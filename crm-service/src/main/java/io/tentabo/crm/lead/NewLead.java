package io.tentabo.crm.lead;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A lead to register.
 *
 * @param value expected amount, in {@code currency}
 * @param currency ISO 4217; the tenant's default when absent
 * @param probability per cent
 * @param ownerId who works it; the caller when absent
 * @param partnerId whose lead it is; a partner's user always registers its own partner's
 * @param distributorId through whom it came; a distributor's user always registers its own distributor's
 */
@Schema(examples = """
                {"title": "200 seats for Harbour Logistics", "organization": "Harbour Logistics GmbH",
                 "organizationDomain": "harbour-logistics.example", "contactName": "Ada Bergmann",
                 "contactEmail": "ada@harbour-logistics.example", "value": "18000.00", "currency": "EUR",
                 "probability": 40, "expectedCloseDate": "2027-03-31", "source": "trade fair"}
                """)
public record NewLead(
        @NotBlank @Size(max = 255) String title,
        @Size(max = 255) @Nullable String organization,
        @Size(max = 255) @Nullable String organizationDomain,
        @Size(max = 64) @Nullable String registrationNumber,
        @Size(max = 255) @Nullable String contactName,
        @Email @Size(max = 255) @Nullable String contactEmail,
        @Size(max = 64) @Nullable String contactPhone,

        @DecimalMin("0") @Digits(integer = 15, fraction = 2) @Nullable
        BigDecimal value,

        @Pattern(regexp = "[A-Z]{3}") @Nullable String currency,
        @Min(0) @Max(100) @Nullable Integer probability,
        @Nullable LocalDate expectedCloseDate,
        @Size(max = 64) @Nullable String source,
        @Nullable UUID ownerId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId) {}

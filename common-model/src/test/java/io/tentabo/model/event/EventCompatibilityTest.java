package io.tentabo.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A stored sample of every published event version must keep parsing, member by member: events outlive the code that
 * wrote them. A sample is never edited; a payload that it no longer fits is a new version with a sample of its own.
 */
class EventCompatibilityTest {

    private static final Map<String, Class<?>> SAMPLES = Map.ofEntries(
            Map.entry("identity.tenant.changed.v1", TenantChanged.class),
            Map.entry("identity.tenant.export-requested.v1", TenantExportRequested.class),
            Map.entry("identity.tenant.purge-requested.v1", TenantPurgeRequested.class),
            Map.entry("tenant.exported.v1", TenantExported.class),
            Map.entry("tenant.purged.v1", TenantPurged.class),
            Map.entry("identity.person.export-requested.v1", PersonJobRequested.class),
            Map.entry("identity.person.erasure-requested.v1", PersonJobRequested.class),
            Map.entry("person.exported.v1", PersonJobDone.class),
            Map.entry("person.erased.v1", PersonJobDone.class),
            Map.entry("identity.partner.changed.v1", PartnerChanged.class),
            Map.entry("identity.distributor.changed.v1", DistributorChanged.class),
            Map.entry("identity.channel-link.changed.v1", ChannelLinkChanged.class),
            Map.entry("identity.auth-providers.changed.v1", AuthProvidersChanged.class),
            Map.entry("identity.user.changed.v1", UserChanged.class),
            Map.entry("identity.user.removed.v1", UserRemoved.class),
            Map.entry("crm.customer.v1", CustomerEvent.class),
            Map.entry("crm.lead.v1", LeadEvent.class),
            Map.entry("crm.lead-activity.v1", LeadActivityEvent.class),
            Map.entry("crm.lead-note.v1", NoteEvent.class),
            Map.entry("billing.order.v1", OrderEvent.class),
            Map.entry("billing.order-note.v1", NoteEvent.class),
            Map.entry("billing.contract.v1", ContractEvent.class),
            Map.entry("billing.contract-note.v1", NoteEvent.class),
            Map.entry("billing.invoice.v1", InvoiceEvent.class),
            Map.entry("billing.payment.v1", PaymentEvent.class),
            Map.entry("sync.connection.changed.v1", ConnectionChanged.class),
            Map.entry("sync.lead.pushed.v1", LeadPushed.class),
            Map.entry("sync.external-lead.changed.v1", ExternalLeadChanged.class));

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .withConfigOverride(
                    BigDecimal.class,
                    decimals -> decimals.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();

    @TestFactory
    Stream<DynamicTest> everyStoredSampleStillParsesWithoutLoss() {
        return SAMPLES.entrySet().stream()
                .map(sample ->
                        dynamicTest(sample.getKey(), () -> parsesWithoutLoss(sample.getKey(), sample.getValue())));
    }

    private void parsesWithoutLoss(String name, Class<?> type) throws IOException {
        // Given
        JsonNode stored = read(name);

        // When
        JsonNode rewritten = mapper.readTree(mapper.writeValueAsBytes(mapper.treeToValue(stored, type)));

        // Then
        assertThat(stored.properties()).allSatisfy(member -> assertThat(rewritten.get(member.getKey()))
                .as(member.getKey())
                .isEqualTo(member.getValue()));
    }

    private JsonNode read(String name) throws IOException {
        try (InputStream sample = getClass().getResourceAsStream("/events/" + name + ".json")) {
            assertThat(sample).as("stored sample of %s", name).isNotNull();
            return mapper.readTree(sample);
        }
    }
}

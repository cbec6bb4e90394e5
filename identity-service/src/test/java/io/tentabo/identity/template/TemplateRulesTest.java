package io.tentabo.identity.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatTheSuiteShipsKeepsToTheRules() {
        // When
        List<Template> shipped = TemplateDescriptors.shipped();

        // Then
        assertThat(shipped).extracting(Template::title).containsExactly("flagship-crm-ops 1.0.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                /features/0              | "teleportation"  | there is no feature teleportation
                /permissions/0           | "wine.drink"     | no tenant's people can be permitted wine.drink
                /permissions/0           | "tenants.manage" | no tenant's people can be permitted tenants.manage
                /roles/0/permissions/0   | "audit.read"     | its permissions are not those of its roles
                /roles/0/name            | "manager"        | the role manager is the system's
                /roles/0/name            | "Sales Rep"      | has a malformed name
                /settings/defaultCurrency| "USD"            | defaultCurrency is the tenant's own choice
                /settings/noSuchSetting  | 1                | its settings cannot be read
                /settings/portalEnabled  | "perhaps"        | its settings cannot be read
                /settings/registrationDays| 45              | a registration cannot protect for so many days
                /settings/revenueDropPercent| 20            | its settings are not written as the API does
                /version                 | "1.0"            | the version is not major.minor.patch
                /slug                    | "CRM"            | the slug is malformed
                """)
    void aTemplateThatBreaksARuleIsNotUsed(String pointer, String value, String complaint) {
        // Given
        Template broken = flagship(descriptor -> set(descriptor, pointer, value));

        // When
        Throwable refused = org.assertj.core.api.Assertions.catchThrowable(() -> TemplateRules.check(List.of(broken)));

        // Then
        assertThat(refused).isInstanceOf(IllegalStateException.class).hasMessageContaining(complaint);
    }

    @Test
    void noTwoTemplatesMakeTheSameRole() {
        // Given
        Template flagship = flagship(descriptor -> {});
        Template imitation = flagship(descriptor -> descriptor.put("slug", "imitation"));

        // When
        List<Template> both = new ArrayList<>(List.of(flagship, imitation));

        // Then
        assertThatThrownBy(() -> TemplateRules.check(both))
                .hasMessageContaining("imitation 1.0.0: flagship-crm-ops has a role order_desk, too");
    }

    @Test
    void aDescriptorThatLacksSomethingOrHasMoreIsNotRead() throws JsonProcessingException {
        // Given
        ObjectNode lacking = descriptor();
        lacking.remove("author");
        ObjectNode more = descriptor().put("surprise", true);

        // When
        String complete = descriptor().toString();

        // Then
        assertThat(TemplateJson.template(complete).author()).isEqualTo("Tentabo");
        assertThatThrownBy(() -> TemplateJson.template(lacking.toString())).hasMessageContaining("author");
        assertThatThrownBy(() -> TemplateJson.template(more.toString())).hasMessageContaining("surprise");
    }

    @Test
    void versionsAreOrderedByTheirNumbers() {
        // When
        List<Long> orders = List.of("1.9.0", "1.10.0", "2.0.0", "10.0.1").stream()
                .map(TemplateVersions::orderOf)
                .toList();

        // Then
        assertThat(orders).isSorted();
    }

    private static Template flagship(Consumer<ObjectNode> change) {
        try {
            ObjectNode descriptor = descriptor();
            change.accept(descriptor);
            return TemplateJson.template(descriptor.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode descriptor() throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(TemplateJson.text(TemplateDescriptors.read("flagship-crm-ops-1.0.0")));
    }

    private static void set(ObjectNode descriptor, String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        try {
            switch (last == 0 ? descriptor : descriptor.at(pointer.substring(0, last))) {
                case ObjectNode object -> object.set(pointer.substring(last + 1), JSON.readTree(value));
                case com.fasterxml.jackson.databind.node.ArrayNode array ->
                    array.set(Integer.parseInt(pointer.substring(last + 1)), JSON.readTree(value));
                default -> throw new IllegalArgumentException(pointer);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value, e);
        }
    }
}

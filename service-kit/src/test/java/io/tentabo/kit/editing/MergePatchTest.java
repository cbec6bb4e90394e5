package io.tentabo.kit.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;

class MergePatchTest {

    record Address(String city, String country) {}

    record Editable(@NotBlank String name, String phone, Address address) {}

    private static final Editable CURRENT = new Editable("Alpine", "+33 1", new Address("Lyon", "FR"));

    private final ObjectMapper mapper = new ObjectMapper();
    private final MergePatch mergePatch = new MergePatch(
            mapper,
            Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory()
                    .getValidator());

    @Test
    void aMemberThatThePatchDoesNotNameStays() throws JsonProcessingException {
        // When
        Editable patched = apply("{\"name\": \"Nordwind\"}");

        // Then
        assertThat(patched).isEqualTo(new Editable("Nordwind", "+33 1", new Address("Lyon", "FR")));
    }

    @Test
    void nullRemovesAMember() throws JsonProcessingException {
        assertThat(apply("{\"phone\": null}").phone()).isNull();
    }

    @Test
    void aNestedObjectIsMergedAndNotReplaced() throws JsonProcessingException {
        assertThat(apply("{\"address\": {\"city\": \"Nice\"}}").address()).isEqualTo(new Address("Nice", "FR"));
    }

    @Test
    void anUnknownMemberIsRefused() {
        assertThatThrownBy(() -> apply("{\"owner\": \"me\"}")).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(400);
            assertThat(problem.getDetail()).contains("owner");
        });
    }

    @Test
    void aMemberOfTheWrongTypeIsRefusedByName() {
        assertThatThrownBy(() -> apply("{\"address\": \"Lyon\"}"))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.getDetail())
                        .contains("address"));
    }

    @Test
    void theResultIsValidated() {
        assertThatThrownBy(() -> apply("{\"name\": null}")).isInstanceOf(ConstraintViolationException.class);
    }

    private Editable apply(String patch) throws JsonProcessingException {
        return mergePatch.apply(CURRENT, (ObjectNode) mapper.readTree(patch), Editable.class);
    }
}

package io.tentabo.test.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The API that a service serves is documented in full and still keeps the promises of {@code docs/openapi/released}. A
 * service keeps this in one line, in a {@code @QuarkusTest}. A new major version of the document may break them; the released one is then replaced by it.
 */
public abstract class OpenApiContract {

    private static final Path RELEASED = Path.of("..", "docs", "openapi", "released");

    /** The service's first path segment, by default the second part of its package. */
    protected String service() {
        return getClass().getPackageName().split("\\.", 4)[2];
    }

    /** Operations that answer 200 and nothing else, e.g. {@code POST /identity/oauth2/revoke}. */
    protected Set<String> withoutBody() {
        return Set.of();
    }

    @Test
    void theApiBreaksNoPromise() throws IOException {
        // Given
        JsonNode released =
                new YAMLMapper().readTree(RELEASED.resolve(service() + ".yaml").toFile());

        // When
        JsonNode served = served();
        List<String> broken =
                majorVersion(served).equals(majorVersion(released)) ? BrokenPromises.of(released, served) : List.of();

        // Then
        assertThat(broken).as("what breaks clients of the released API").isEmpty();
    }

    @Test
    void everyOperationIsDocumentedWithExamplesAndRefusals() throws IOException {
        // When
        List<String> missing = IncompleteOperations.of(served(), withoutBody());

        // Then
        assertThat(missing).as("what a reader of the API's document misses").isEmpty();
    }

    private JsonNode served() throws IOException {
        return new ObjectMapper()
                .readTree(given().queryParam("format", "json")
                        .get("/" + service() + "/openapi")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
    }

    private static String majorVersion(JsonNode document) {
        return document.path("info").path("version").asText().split("\\.", 2)[0];
    }
}

package io.tentabo.kit.host.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class FirstOfSeveralTest {

    @ParameterizedTest
    @CsvSource({"refusals, 412, stale-version", "nested-refusals, 412, stale-version", "statements, 503, unavailable"})
    void ofFailuresAtOnceTheFirstIsAnswered(String failures, int status, String code) {
        // Given
        String token = TestTokens.user(UUID.randomUUID()).owner().token();

        // When
        var response = given().auth().oauth2(token).get("/kit/v1/failures/" + failures);

        // Then
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }
}

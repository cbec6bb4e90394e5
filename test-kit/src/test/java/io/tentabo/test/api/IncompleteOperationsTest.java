package io.tentabo.test.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncompleteOperationsTest {

    private static final String DOCUMENT = """
            paths:
              /leads/{id}:
                post:
                  summary: Move a lead
                  tags: [Leads]
                  security: [{Token: []}]
                  parameters:
                  - {name: id, in: path}
                  - {name: If-Match, in: header}
                  - {name: Idempotency-Key, in: header}
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/Move'}}}
                  responses:
                    "200":
                      description: Moved
                      content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Lead'}}}}
                    "400": {$ref: '#/components/responses/refused'}
                    "401": {$ref: '#/components/responses/refused'}
                    "403": {$ref: '#/components/responses/refused'}
                    "404": {$ref: '#/components/responses/refused'}
                    "412": {$ref: '#/components/responses/refused'}
                    "422": {$ref: '#/components/responses/refused'}
            components:
              schemas:
                Move:
                  examples: [{to: WON}]
                  properties: {to: {type: string}}
                Lead:
                  properties:
                    title: {type: string, maxLength: 20, examples: [Forty seats]}
                    status: {type: string, enum: [NEW, WON]}
                    parent: {$ref: '#/components/schemas/Lead'}
                    open: {type: boolean}
              responses:
                refused:
                  description: Refused
                  content: {application/problem+json: {schema: {type: object, examples: [{code: refused}]}}}
            """;

    @Test
    void nothingIsMissingFromACompleteDocument() throws IOException {
        assertThat(IncompleteOperations.of(read(DOCUMENT), Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            summary: Move a lead                       | summary: ''                  | POST /leads/{id} has no summary or no tag
            description: Moved                         | description: ''              | POST /leads/{id} 200 is not described
            examples: [{to: WON}]                      | description: 'Where to'      | Move.to shows no example
            examples: [Forty seats]                    | description: 'What it is'    | Lead.title shows no example
            maxLength: 20                              | maxLength: 5                 | Lead.title shows "Forty seats", which it would refuse
            "401": {$ref                               | "409": {$ref                 | POST /leads/{id} demands a caller and names no 401
            "404": {$ref                               | "409": {$ref                 | POST /leads/{id} takes part of its path and names no 404
            "412": {$ref                               | "409": {$ref                 | POST /leads/{id} takes If-Match and names no 412
            "422": {$ref                               | "409": {$ref                 | POST /leads/{id} takes an Idempotency-Key and names no 422
            "400": {$ref                               | "409": {$ref                 | POST /leads/{id} takes a body and names no 400
            """)
    void whatIsMissingIsNamed(String before, String after, String missing) throws IOException {
        assertThat(IncompleteOperations.of(read(DOCUMENT.replace(before, after)), Set.of()))
                .containsExactly(missing);
    }

    @Test
    void aSuccessWithoutABodyIsNamedUnlessItIsKnownToHaveNone() throws IOException {
        // Given
        JsonNode document =
                read(DOCUMENT.replace("content: {application/json: {schema: {type: array", "x: {x: {x: {y: z"));

        // Then
        assertThat(IncompleteOperations.of(document, Set.of()))
                .containsExactly("POST /leads/{id} 200 shows no content");
        assertThat(IncompleteOperations.of(document, Set.of("POST /leads/{id}")))
                .isEmpty();
    }

    @Test
    void aRefusalThatIsNoProblemIsNamed() throws IOException {
        // When
        JsonNode document = read(DOCUMENT.replace("application/problem+json", "application/json"));

        // Then
        assertThat(IncompleteOperations.of(document, Set.of()))
                .hasSize(6)
                .allMatch(found -> found.endsWith("is no application/problem+json"));
    }

    private static JsonNode read(String document) throws IOException {
        return new YAMLMapper().readTree(document);
    }
}

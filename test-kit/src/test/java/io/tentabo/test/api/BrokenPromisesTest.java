package io.tentabo.test.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenPromisesTest {

    private static final String DOCUMENT = """
            paths:
              /leads:
                get:
                  parameters:
                  - {name: status, in: query, schema: {type: string}}
                  responses:
                    "200": {content: {application/json: {schema: {$ref: '#/components/schemas/Lead'}}}}
                post:
                  requestBody:
                    required: true
                    content: {application/json: {schema: {$ref: '#/components/schemas/NewLead'}}}
                  responses:
                    "201": {content: {application/json: {schema: {$ref: '#/components/schemas/Lead'}}}}
            components:
              schemas:
                Lead:
                  type: object
                  properties:
                    id: {type: string}
                    status: {type: string, enum: [NEW, WON]}
                    parent: {$ref: '#/components/schemas/Lead'}
                    version: {type: integer}
                NewLead:
                  type: object
                  required: [title]
                  properties:
                    title: {type: string}
                    source: {type: [string, 'null']}
                    stage: {type: string, enum: [NEW, WON]}
            """;

    @Test
    void theSameDocumentBreaksNothing() throws IOException {
        assertThat(BrokenPromises.of(read(DOCUMENT), read(DOCUMENT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            post:                             | put:                                     | POST /leads is gone
            name: status                      | name: state                              | GET /leads no longer takes the query parameter status
            in: query,                        | in: query, required: true,               | GET /leads requires query parameter status now
            "201"                             | "200"                                    | POST /leads no longer answers 201
            version: {type: integer}          | revision: {type: integer}                | GET /leads 200 has no version any more
            version: {type: integer}          | version: {type: string}                  | GET /leads 200.version was [integer] and is [string]
            required: [title]                 | required: [title, source]                | POST /leads request requires source now
            source: {type: [string, 'null']}  | source: {type: string}                   | POST /leads request.source was [null, string] and is [string]
            stage: {type: string, enum: [NEW, WON]} | stage: {type: string, enum: [NEW]} | POST /leads request.stage no longer takes WON
            """)
    void whatAClientReliedOnIsMissed(String was, String is, String broken) throws IOException {
        assertThat(BrokenPromises.of(read(DOCUMENT), read(DOCUMENT.replace(was, is))))
                .contains(broken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in: query,                            | in: query, required: false,
            status: {type: string, enum: [NEW, WON]} | status: {type: string, enum: [NEW, WON, LOST]}
            title: {type: string}                 | title: {type: [string, integer]}
            required: [title]                     | required: []
            """)
    void whatOnlyAddsBreaksNothing(String was, String is) throws IOException {
        assertThat(BrokenPromises.of(read(DOCUMENT), read(DOCUMENT.replace(was, is))))
                .isEmpty();
    }

    private static JsonNode read(String yaml) throws IOException {
        return new YAMLMapper().readTree(yaml);
    }
}

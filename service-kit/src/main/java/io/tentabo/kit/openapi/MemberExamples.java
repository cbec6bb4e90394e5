package io.tentabo.kit.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Gives the members of schemas the examples that {@code META-INF/openapi-examples.properties} of the kit and of the service
 * hold, by {@code Schema.member} or, where it means the same in every schema, by {@code member}; a schema without members
 * has its own name, and one without a name that of its operation, e.g. {@code POST /identity/oauth2/logout}. A schema that
 * shows an example of its own needs none.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class MemberExamples implements OASFilter {

    private static final String RESOURCE = "META-INF/openapi-examples.properties";

    private final ObjectMapper json = new ObjectMapper();
    private final Properties examples = read();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().getSchemas().forEach(this::illustrate);
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> bodies(operation)
                        .flatMap(content -> content.getMediaTypes().values().stream())
                        .map(MediaType::getSchema)
                        .filter(schema -> schema != null && schema.getRef() == null)
                        .forEach(schema -> illustrate(method + " " + path, schema))));
    }

    private void illustrate(String name, Schema schema) {
        if (hasNone(schema)) {
            members(schema).forEach((member, type) -> illustrate(name, member, type));
            whole(name, schema);
        }
    }

    private void illustrate(String schema, String member, Schema type) {
        Schema single = type.getItems() == null ? type : type.getItems();
        String example = examples.getProperty(schema + "." + member, examples.getProperty(member));
        if (example != null && single.getRef() == null && single.getEnumeration() == null && hasNone(single)) {
            single.addExample(value(single, example));
        }
    }

    /** A schema without members, e.g. of an identifier or of a form. */
    private void whole(String name, Schema schema) {
        String example = examples.getProperty(name);
        if (example != null && members(schema).isEmpty()) {
            schema.addExample(value(schema, example));
        }
    }

    private Object value(Schema schema, String example) {
        if (schema.getType() != null && schema.getType().contains(SchemaType.STRING)) {
            return example;
        }
        try {
            return json.readValue(example, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An example is no JSON: " + example, e);
        }
    }

    /** What an operation takes and answers. */
    private static Stream<Content> bodies(Operation operation) {
        Stream<@Nullable Content> answers =
                operation.getResponses().getAPIResponses().values().stream().map(APIResponse::getContent);
        Stream<@Nullable Content> request =
                Stream.ofNullable(operation.getRequestBody()).map(RequestBody::getContent);
        return Stream.concat(request, answers).filter(Objects::nonNull).map(content -> content);
    }

    private static boolean hasNone(Schema schema) {
        return schema.getExamples() == null || schema.getExamples().isEmpty();
    }

    private static Map<String, Schema> members(Schema schema) {
        @Nullable Map<String, Schema> properties = schema.getProperties();
        return properties == null ? Map.of() : properties;
    }

    private static Properties read() {
        Properties found = new Properties();
        try {
            for (URL url : Collections.list(
                    Thread.currentThread().getContextClassLoader().getResources(RESOURCE))) {
                try (Reader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                    found.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}

package io.tentabo.kit.openapi;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The form of every refusal: what {@code ProblemType} and {@code ProblemCompletion} write. */
final class ProblemSchema {

    private static final String NAME = "Problem";

    private ProblemSchema() {}

    /** In place of the schemas of the problem extension, which know no code and no request. */
    static void addTo(OpenAPI document) {
        Components components = document.getComponents();
        components.removeSchema("HttpProblem");
        components.removeSchema("HttpValidationProblem");
        components.removeSchema("Violation");
        components.addSchema(
                NAME,
                OASFactory.createSchema()
                        .addType(SchemaType.OBJECT)
                        .description("Why a request was refused (RFC 9457). Further members belong to its code.")
                        .addProperty(
                                "type", text("urn:tentabo:problem:not-found").format("uri"))
                        .addProperty("title", text("Not found").description("The same for every occurrence."))
                        .addProperty(
                                "status",
                                OASFactory.createSchema()
                                        .addType(SchemaType.INTEGER)
                                        .format("int32")
                                        .addExample(404))
                        .addProperty("code", text("not-found").description("Stable: what programs tell refusals by."))
                        .addProperty(
                                "detail", text("There is no such resource.").description("For people."))
                        .addProperty("instance", text("/crm/v1/leads/01938c5a-0b7e-7d43-9c1e-5f2a8b6d4e10"))
                        .addProperty("requestId", text("4f6c1e0b9a7d4c52").description("Finds it in the logs."))
                        .addProperty(
                                "violations",
                                OASFactory.createSchema()
                                        .addType(SchemaType.ARRAY)
                                        .description("Of an invalid request: each broken rule.")
                                        .items(violation())));
    }

    static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        HttpProblem.MEDIA_TYPE.toString(),
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/" + NAME)));
    }

    private static Schema violation() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("in", text("body").description("Where it was found: body, query, path or header."))
                .addProperty("field", text("items[0].quantity"))
                .addProperty("message", text("must be greater than or equal to 1"));
    }

    private static Schema text(String example) {
        return OASFactory.createSchema().addType(SchemaType.STRING).addExample(example);
    }
}

package io.tentabo.kit.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.IndexView;

/**
 * Says in every service's OpenAPI document what any client of any operation has to expect: the refusals that follow from
 * how an operation is called and by whom, each a problem of RFC 9457, and the headers that make edits and retries safe.
 * What an operation refuses by its own rules it declares itself, with {@code @APIResponse}, or in words of its own what is
 * declared here. The first of all filters, because others go by whether an operation demands a caller; the order of equals
 * is that of an index, which differs from build to build.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 100)
public class UniformAnswers implements OASFilter {

    /** The scheme that Quarkus adds for access tokens. */
    private static final String ACCESS_TOKEN = "SecurityScheme";

    /** What Quarkus says where the operation itself says nothing. */
    private static final Set<String> SAYS_NOTHING = Set.of("Not Authorized", "Not Allowed", "Bad Request");

    private final EndpointMethods methods;

    public UniformAnswers(IndexView index) {
        this.methods = new EndpointMethods(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        ProblemSchema.addTo(document);
        Refusal.addTo(document);
        document.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .forEach(this::complete);
    }

    private void complete(Operation operation) {
        if (methods.demandsCaller(operation)) {
            requireCaller(operation);
            refuse(operation, Refusal.UNAUTHENTICATED);
            refuse(operation, Refusal.FORBIDDEN);
        }
        if (methods.honoursIdempotencyKey(operation)) {
            operation.addParameter(idempotencyKey());
            refuse(operation, Refusal.KEY_REUSED);
        }
        if (operation.getRequestBody() != null || parameters(operation).anyMatch(UniformAnswers::canBeMalformed)) {
            refuse(operation, Refusal.MALFORMED);
        }
        if (parameters(operation).anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH)) {
            refuse(operation, Refusal.NOT_FOUND);
        }
        parameters(operation)
                .filter(parameter -> HttpHeaders.IF_MATCH.equals(parameter.getName()))
                .forEach(ifMatch -> {
                    ifMatch.description("The ETag of the version that the client has read; without it any is changed.")
                            .addExample("read", OASFactory.createExample().value("\"v3\""));
                    refuse(operation, Refusal.STALE_VERSION);
                });
        operation.getResponses().getAPIResponses().forEach(UniformAnswers::giveProblem);
    }

    /** Quarkus marks no operation that a resource inherits. */
    private static void requireCaller(Operation operation) {
        if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(ACCESS_TOKEN));
        }
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .description("Repeated with the same key, the request is carried out once and answered alike.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .addExample("7c9e6679-7425-40de-944b-e07fc1f90ae7"));
    }

    private static void refuse(Operation operation, Refusal refusal) {
        APIResponse own = operation.getResponses().getAPIResponse(refusal.status());
        if (own == null || SAYS_NOTHING.contains(own.getDescription())) {
            operation.getResponses().addAPIResponse(refusal.status(), refusal.reference());
        } else if (refusal == Refusal.KEY_REUSED) {
            own.description(own.getDescription() + "; or: " + refusal.description());
        }
    }

    /** What a refusal answers with, unless the operation says otherwise, as those that answer with pages do. */
    private static void giveProblem(String status, APIResponse response) {
        if (status.compareTo("400") >= 0 && response.getRef() == null && response.getContent() == null) {
            response.setContent(ProblemSchema.content());
        }
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? Stream.empty() : operation.getParameters().stream();
    }

    private static boolean canBeMalformed(Parameter parameter) {
        Schema schema = parameter.getSchema();
        return parameter.getIn() != Parameter.In.HEADER
                && schema != null
                && (schema.getRef() != null
                        || !List.of(Schema.SchemaType.STRING).equals(schema.getType())
                        || Stream.of(
                                        schema.getPattern(),
                                        schema.getFormat(),
                                        schema.getEnumeration(),
                                        schema.getMinLength(),
                                        schema.getMaxLength())
                                .anyMatch(Objects::nonNull));
    }
}

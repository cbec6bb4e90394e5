package io.tentabo.kit.security;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Says in every service's OpenAPI document that what takes an access token takes an API key as well. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiKeyScheme implements OASFilter {

    private static final String NAME = "ApiKey";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        NAME,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name(VerifiedTokens.API_KEY_HEADER)
                                .description("A user's API key, tbk_…; Authorization: Bearer takes it as well."));
    }

    @Override
    public Operation filterOperation(Operation operation) {
        List<SecurityRequirement> required = operation.getSecurity();
        if (required != null && !required.isEmpty()) {
            List<SecurityRequirement> alternatives = new ArrayList<>(required);
            alternatives.add(OASFactory.createSecurityRequirement().addScheme(NAME));
            operation.setSecurity(alternatives);
        }
        return operation;
    }
}

package io.tentabo.identity.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.LimitedTokens;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.MergePatch;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The settings of the caller's tenant. */
@Path("/identity/v1/settings")
@Tag(name = "Settings")
class SettingsResource {

    private final OwnSettings settings;
    private final SecurityIdentity identity;

    SettingsResource(OwnSettings settings, SecurityIdentity identity) {
        this.settings = settings;
        this.identity = identity;
    }

    @GET
    @Authenticated
    @Operation(summary = "Shows the settings of the caller's tenant")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "The caller is an operator, of no tenant")
    public Uni<RestResponse<SettingsView>> get() {
        LimitedTokens.refuse(identity);
        return settings.get().map(Answers::tagged);
    }

    @PATCH
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Authenticated
    @Operation(summary = "Changes the settings of the caller's tenant, by JSON Merge Patch")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "403", description = "The caller is no owner")
    @APIResponse(responseCode = "412", description = "They have changed since the version in If-Match")
    @APIResponse(responseCode = "422", description = "No such currency, time zone or period of protection")
    public Uni<RestResponse<SettingsView>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = Settings.class)))
                    ObjectNode patch) {
        return settings.change(ifMatch, patch).map(Answers::tagged);
    }
}

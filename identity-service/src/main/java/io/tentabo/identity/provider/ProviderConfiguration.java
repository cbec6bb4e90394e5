package io.tentabo.identity.provider;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is known of a provider except its credentials. Its {@code type} says which kind it is of. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LdapConfiguration.class, name = "ldap"),
    @JsonSubTypes.Type(value = OidcConfiguration.class, name = "oidc")
})
@RegisterForReflection
@Schema(
        oneOf = {LdapConfiguration.class, OidcConfiguration.class},
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "ldap", schema = LdapConfiguration.class),
            @DiscriminatorMapping(value = "oidc", schema = OidcConfiguration.class)
        })
public sealed interface ProviderConfiguration permits LdapConfiguration, OidcConfiguration {

    /** Which kind of provider this configures. */
    ProviderName provider();

    /**
     * All that decides to whom the credentials are sent, to be compared. When it changes, they must be sent again: else
     * whoever may edit could have the stored ones sent to a host of their own.
     */
    Object destination();
}

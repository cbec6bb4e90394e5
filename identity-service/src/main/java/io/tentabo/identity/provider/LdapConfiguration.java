package io.tentabo.identity.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How people are found in a directory. Directories differ, so every attribute has a name of its own here.
 *
 * @param port by default 636 for LDAPS and 389 for START_TLS
 * @param caCertificates PEM of the authorities that may have issued the directory's certificate; without, those that the
 *     platform trusts
 * @param bindDn as whom people are searched for; the password belongs to the credentials
 * @param searchBase below which they are
 * @param objectClass of their entries
 * @param idAttribute holds what they type as their user name
 * @param subjectAttribute holds what never changes about an entry, such as entryUUID or objectGUID
 * @param connectTimeoutMillis for the connection
 * @param responseTimeoutMillis for each answer
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A directory that is asked over LDAP, always with TLS.")
public record LdapConfiguration(
        @NotBlank @Size(max = 253) @Schema(examples = "directory.example.com")
        String host,

        @NotNull @Min(1) @Max(65_535) Integer port,
        @NotNull Security security,
        @Size(max = 60_000) @Nullable String caCertificates,

        @NotBlank @Size(max = 1_000) @Schema(examples = "cn=tentabo,ou=services,dc=example,dc=com")
        String bindDn,

        @NotBlank @Size(max = 1_000) @Schema(examples = "ou=people,dc=example,dc=com")
        String searchBase,

        @NotNull @Pattern(regexp = ATTRIBUTE) @Schema(defaultValue = "inetOrgPerson")
        String objectClass,

        @NotNull @Pattern(regexp = ATTRIBUTE) @Schema(defaultValue = "uid")
        String idAttribute,

        @NotNull @Pattern(regexp = ATTRIBUTE) @Schema(defaultValue = "entryUUID")
        String subjectAttribute,

        @NotNull @Pattern(regexp = ATTRIBUTE) @Schema(defaultValue = "mail")
        String emailAttribute,

        @NotNull @Pattern(regexp = ATTRIBUTE) @Schema(defaultValue = "givenName")
        String firstNameAttribute,

        @NotNull @Pattern(regexp = ATTRIBUTE) @Schema(defaultValue = "sn")
        String lastNameAttribute,

        @NotNull @Min(100) @Max(10_000) @Schema(defaultValue = "2000")
        Integer connectTimeoutMillis,

        @NotNull @Min(100) @Max(10_000) @Schema(defaultValue = "3000")
        Integer responseTimeoutMillis)
        implements ProviderConfiguration {

    /** A name or an object identifier (RFC 4512). */
    static final String ATTRIBUTE = "[A-Za-z0-9][A-Za-z0-9.-]{0,99}";

    private static final int LDAPS_PORT = 636;
    private static final int LDAP_PORT = 389;
    private static final int CONNECT_TIMEOUT = 2_000;
    private static final int RESPONSE_TIMEOUT = 3_000;

    /** How a connection is secured. There is no third way: passwords pass over it. */
    public enum Security {
        LDAPS,
        START_TLS
    }

    // A client may leave out whatever has a default.
    @SuppressWarnings("ConstantValue")
    public LdapConfiguration {
        security = security == null ? Security.LDAPS : security;
        port = port == null ? Integer.valueOf(security == Security.LDAPS ? LDAPS_PORT : LDAP_PORT) : port;
        objectClass = objectClass == null ? "inetOrgPerson" : objectClass;
        idAttribute = idAttribute == null ? "uid" : idAttribute;
        subjectAttribute = subjectAttribute == null ? "entryUUID" : subjectAttribute;
        emailAttribute = emailAttribute == null ? "mail" : emailAttribute;
        firstNameAttribute = firstNameAttribute == null ? "givenName" : firstNameAttribute;
        lastNameAttribute = lastNameAttribute == null ? "sn" : lastNameAttribute;
        connectTimeoutMillis = connectTimeoutMillis == null ? Integer.valueOf(CONNECT_TIMEOUT) : connectTimeoutMillis;
        responseTimeoutMillis =
                responseTimeoutMillis == null ? Integer.valueOf(RESPONSE_TIMEOUT) : responseTimeoutMillis;
    }

    @Override
    public ProviderName provider() {
        return ProviderName.LDAP;
    }

    @Override
    public List<@Nullable Object> destination() {
        return Arrays.asList(host, port, security, caCertificates);
    }
}

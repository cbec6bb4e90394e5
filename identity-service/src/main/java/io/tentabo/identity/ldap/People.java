package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.LdapConfiguration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads people from their entries. */
final class People {

    /** Active Directory's, which is no text. */
    private static final String OBJECT_GUID = "objectGUID";

    private People() {}

    /**
     * Whether an entry is that of a user name, which a directory compares more generously than we do: for it, spaces and
     * letters of other widths may make no difference. What we count failures by must be what it looks for.
     */
    static boolean isNamed(Entry entry, LdapConfiguration configuration, String username) {
        return values(entry, configuration.idAttribute())
                .anyMatch(value -> LocalIdentities.normalised(value).equals(username));
    }

    /** The person of an entry; empty when it lacks what never changes. */
    static Optional<ExternalPerson> person(Entry entry, LdapConfiguration configuration, String username) {
        return subject(entry, configuration)
                .map(subject -> new ExternalPerson(
                        subject,
                        username,
                        first(entry, configuration.emailAttribute()),
                        first(entry, configuration.firstNameAttribute()),
                        first(entry, configuration.lastNameAttribute())));
    }

    /** What never changes about an entry, as it is stored; empty when the entry lacks it. */
    static Optional<String> subject(Entry entry, LdapConfiguration configuration) {
        String attribute = configuration.subjectAttribute();
        if (isBinary(attribute)) {
            return Optional.ofNullable(entry.getAttributeValueBytes(attribute)).map(HexFormat.of()::formatHex);
        }
        return Optional.ofNullable(first(entry, attribute));
    }

    /** What finds the entry with that subject; empty when no entry of this directory can have it. */
    static Optional<Filter> filter(LdapConfiguration configuration, String subject) {
        String attribute = configuration.subjectAttribute();
        if (!isBinary(attribute)) {
            return Optional.of(Filter.createEqualityFilter(attribute, subject));
        }
        try {
            return Optional.of(
                    Filter.createEqualityFilter(attribute, HexFormat.of().parseHex(subject)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isBinary(String attribute) {
        return attribute.equalsIgnoreCase(OBJECT_GUID);
    }

    private static @Nullable String first(Entry entry, String attribute) {
        return values(entry, attribute).findFirst().orElse(null);
    }

    private static Stream<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? Stream.empty() : Arrays.stream(values);
    }
}

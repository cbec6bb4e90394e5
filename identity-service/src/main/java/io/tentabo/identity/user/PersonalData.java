package io.tentabo.identity.user;

import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.provider.ExternalPerson;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings what a provider says of a person into the form of a user. Providers hold anything, of any length. */
final class PersonalData {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[!-?A-~]+@[!-?A-~]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private PersonalData() {}

    /** Falls back to the user name: a user has a name. */
    static String firstName(ExternalPerson person) {
        String name = name(person.firstName());
        return name.isEmpty() && lastName(person).isEmpty() ? name(person.username()) : name;
    }

    /** May be empty. */
    static String lastName(ExternalPerson person) {
        return name(person.lastName());
    }

    /** Null when there is none that a message could be sent to. */
    static @Nullable String email(ExternalPerson person) {
        String said = person.email();
        if (said == null) {
            return null;
        }
        String email = LocalIdentities.normalised(said);
        return email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches() ? email : null;
    }

    private static String name(@Nullable String said) {
        if (said == null) {
            return "";
        }
        String name = CONTROL.matcher(said).replaceAll(" ").strip();
        return name.substring(
                0, name.offsetByCodePoints(0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length()))));
    }
}

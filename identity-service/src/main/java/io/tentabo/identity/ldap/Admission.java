package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells from an entry whether its directory lets the person in, as a bind would tell but without their password. Each
 * kind of directory has an attribute of its own for it; one that an entry lacks says nothing.
 */
final class Admission {

    private static final String USER_ACCOUNT_CONTROL = "userAccountControl";
    private static final String ACCOUNT_EXPIRES = "accountExpires";
    private static final String LOCKED_TIME = "pwdAccountLockedTime";
    /** Of 389 Directory Server and FreeIPA, of eDirectory, of AD LDS, and of PingDirectory. */
    private static final String[] SWITCHES = {
        "nsAccountLock", "loginDisabled", "msDS-UserAccountDisabled", "ds-pwp-account-disabled"
    };

    /** What is to be asked for; some directories show it only to who names it. */
    static final String[] ATTRIBUTES = {
        USER_ACCOUNT_CONTROL, ACCOUNT_EXPIRES, LOCKED_TIME, SWITCHES[0], SWITCHES[1], SWITCHES[2], SWITCHES[3]
    };

    /** Of Active Directory. */
    private static final long ACCOUNT_DISABLE = 0x2;

    private static final Instant ACTIVE_DIRECTORY_EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final long TICKS_PER_SECOND = 10_000_000;

    /** Of OpenLDAP's password policy: until an administrator unlocks it. Any other time passes by itself. */
    private static final String LOCKED_FOR_GOOD = "000001010000Z";

    private Admission() {}

    static boolean isDenied(Entry entry, Instant now) {
        Long control = entry.getAttributeValueAsLong(USER_ACCOUNT_CONTROL);
        if (control != null && (control & ACCOUNT_DISABLE) != 0) {
            return true;
        }
        for (String attribute : SWITCHES) {
            if (Boolean.TRUE.equals(entry.getAttributeValueAsBoolean(attribute))) {
                return true;
            }
        }
        return LOCKED_FOR_GOOD.equals(entry.getAttributeValue(LOCKED_TIME)) || hasExpired(entry, now);
    }

    /** Zero and the largest number mean that it never does. */
    private static boolean hasExpired(Entry entry, Instant now) {
        Long ticks = entry.getAttributeValueAsLong(ACCOUNT_EXPIRES);
        return ticks != null
                && ticks > 0
                && ticks < Duration.between(ACTIVE_DIRECTORY_EPOCH, now).toSeconds() * TICKS_PER_SECOND;
    }
}

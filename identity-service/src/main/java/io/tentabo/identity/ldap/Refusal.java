package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderFailure.Kind;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Says in words for an administrator why a directory could not be asked. Quotes nothing that the directory has sent. */
final class Refusal {

    static final String LATE = "It did not answer in time.";

    private static final Set<ResultCode> SPEAKS_OF_THE_USER = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.INVALID_DN_SYNTAX);

    private Refusal() {}

    /** Whether the directory has judged the user's password or entry, and is itself well. */
    static boolean isAboutTheUser(LDAPException refusal) {
        return SPEAKS_OF_THE_USER.contains(refusal.getResultCode());
    }

    static ProviderFailure of(LDAPException refusal) {
        ResultCode code = refusal.getResultCode();
        if (code.equals(ResultCode.TIMEOUT) || code.equals(ResultCode.TIME_LIMIT_EXCEEDED)) {
            return new ProviderFailure(Kind.UNREACHABLE, LATE);
        }
        if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
            return new ProviderFailure(Kind.DENIED, "It does not accept the bind DN with this password.");
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
            return new ProviderFailure(Kind.DENIED, "It shows no entry at the search base.");
        }
        if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
            return new ProviderFailure(Kind.DENIED, "It does not let the bind DN search there.");
        }
        return code.isConnectionUsable()
                ? new ProviderFailure(Kind.DENIED, "It answers: " + code.getName() + ".")
                : new ProviderFailure(Kind.UNREACHABLE, disconnected(refusal));
    }

    private static String disconnected(LDAPException refusal) {
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SSLException ignored -> {
                    return "Its certificate is not trusted, or it does not speak TLS there.";
                }
                case GeneralSecurityException ignored -> {
                    return "Its certificate is not trusted.";
                }
                case SocketTimeoutException ignored -> {
                    return LATE;
                }
                case UnknownHostException ignored -> {
                    return "Its name cannot be resolved.";
                }
                default -> {
                    // Deeper causes say more.
                }
            }
        }
        return "The connection failed.";
    }
}

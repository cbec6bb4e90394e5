package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.provider.AuthProviderProblems;
import io.tentabo.identity.provider.LdapConfiguration;
import io.tentabo.identity.provider.PasswordProvider;
import io.tentabo.identity.provider.Proof;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.provider.ProviderAddresses;
import io.tentabo.identity.provider.ProviderConfiguration;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderName;
import jakarta.inject.Singleton;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Verifies passwords by a directory: searches the user as the service account, then binds as the entry that was found. */
@Singleton
class LdapProvider implements PasswordProvider {

    private static final String NOBODY = "tentabo sign-in probe";

    private final DirectoryWorkers workers;
    private final GuardedNames names;
    private final InstantSource clock;

    LdapProvider(DirectoryWorkers workers, ProviderAddresses addresses, InstantSource clock) {
        this.workers = workers;
        this.names = new GuardedNames(addresses);
        this.clock = clock;
    }

    @Override
    public ProviderName provider() {
        return ProviderName.LDAP;
    }

    @Override
    public void requireUsable(ProviderConfiguration configuration, boolean hasCredentials) {
        LdapConfiguration ldap = (LdapConfiguration) configuration;
        if (!hasCredentials) {
            throw AuthProviderProblems.UNUSABLE.with("Send the password of the bind DN as credentials.");
        }
        if (!DN.isValidDN(ldap.bindDn()) || !DN.isValidDN(ldap.searchBase())) {
            throw AuthProviderProblems.UNUSABLE.with("The bind DN or the search base is no distinguished name.");
        }
        try {
            DirectoryTrust.in(ldap.caCertificates());
        } catch (CertificateException e) {
            throw AuthProviderProblems.UNUSABLE.with("The certificates are not PEM of X.509 certificates.");
        }
    }

    @Override
    public Uni<Void> test(ProviderAccess access) {
        LdapConfiguration configuration = (LdapConfiguration) access.configuration();
        return workers.ask(access.id(), line -> {
                    try (Directory directory = open(access, configuration, line)) {
                        return directory.search(NOBODY);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * What cannot be somebody's password is not sent. A name that nobody or more than one has takes a bind all the same,
     * as an entry that does not exist.
     */
    @Override
    public Uni<Proof> verify(ProviderAccess access, String username, String password) {
        if (password.isEmpty()) {
            return Uni.createFrom().item(new Proof.Missing("EMPTY_PASSWORD"));
        }
        LdapConfiguration configuration = (LdapConfiguration) access.configuration();
        return workers.ask(access.id(), line -> {
            try (Directory directory = open(access, configuration, line)) {
                List<? extends Entry> found = directory.search(username);
                if (found.size() != 1 || !People.isNamed(found.getFirst(), configuration, username)) {
                    directory.accepts(nobody(configuration), password);
                    return new Proof.Missing(found.size() > 1 ? "AMBIGUOUS_USER" : "UNKNOWN_USER");
                }
                Entry entry = found.getFirst();
                if (!directory.accepts(entry.getDN(), password)) {
                    return new Proof.Missing("WRONG_PASSWORD");
                }
                return People.person(entry, configuration, username)
                        .<Proof>map(Proof.Given::new)
                        .orElseGet(() -> new Proof.Missing("NO_SUBJECT"));
            }
        });
    }

    /** What a sign-in would not find is gone, wherever it may be now. */
    @Override
    public Uni<Set<String>> gone(ProviderAccess access, List<String> subjects) {
        LdapConfiguration configuration = (LdapConfiguration) access.configuration();
        return workers.ask(access.id(), line -> {
            Set<String> gone = new HashSet<>(subjects);
            List<Filter> filters = subjects.stream()
                    .flatMap(subject -> People.filter(configuration, subject).stream())
                    .toList();
            if (filters.isEmpty()) {
                return gone;
            }
            try (Directory directory = open(access, configuration, line)) {
                Instant now = clock.instant();
                directory.findAll(filters).stream()
                        .filter(entry -> !Admission.isDenied(entry, now))
                        .flatMap(entry -> People.subject(entry, configuration).stream())
                        .forEach(gone::remove);
            }
            return gone;
        });
    }

    private Directory open(ProviderAccess access, LdapConfiguration configuration, Line line) {
        String secret = access.secret();
        if (secret == null) {
            throw new ProviderFailure(ProviderFailure.Kind.DENIED, "There is no password of the bind DN.");
        }
        return Directory.open(configuration, secret, trust(configuration), names, line);
    }

    private static SSLContext trust(LdapConfiguration configuration) {
        try {
            return DirectoryTrust.in(configuration.caCertificates());
        } catch (CertificateException e) {
            throw new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "Its authorities' certificates are damaged.");
        }
    }

    private static String nobody(LdapConfiguration configuration) {
        try {
            return new DN(new RDN("cn", UUID.randomUUID().toString()), new DN(configuration.searchBase())).toString();
        } catch (LDAPException e) {
            throw new IllegalStateException("The search base was judged to be a distinguished name", e);
        }
    }
}

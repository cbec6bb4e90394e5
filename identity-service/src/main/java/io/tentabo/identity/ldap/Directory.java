package io.tentabo.identity.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.NameResolver;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.PasswordExpiredControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import io.tentabo.identity.provider.LdapConfiguration;
import io.tentabo.identity.provider.LdapConfiguration.Security;
import io.tentabo.identity.provider.ProviderFailure;
import java.util.List;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * One conversation with a directory, which begins as its service account and may end as a user. It blocks, and its
 * connection is used for nothing else afterwards: one that was bound as a user must not serve anybody else.
 */
final class Directory implements AutoCloseable {

    /** One match is wanted; a second one shows that it is not the only one. */
    private static final int MOST_ENTRIES = 2;

    private static final int MOST_BYTES = 256 * 1024;

    private final LDAPConnection connection;
    private final LdapConfiguration configuration;

    private Directory(LDAPConnection connection, LdapConfiguration configuration) {
        this.connection = connection;
        this.configuration = configuration;
    }

    /**
     * Connects, secures the connection and binds as the service account.
     *
     * @throws ProviderFailure when any of that fails
     */
    static Directory open(
            LdapConfiguration configuration, String bindPassword, SSLContext trust, NameResolver names, Line line) {
        boolean immediately = configuration.security() == Security.LDAPS;
        SocketFactory sockets = immediately ? trust.getSocketFactory() : SocketFactory.getDefault();
        LDAPConnection connection = new LDAPConnection(new LineSockets(sockets, line), options(configuration, names));
        try {
            connection.connect(configuration.host(), configuration.port());
            if (!immediately) {
                secure(connection, trust);
            }
            connection.bind(new SimpleBindRequest(configuration.bindDn(), bindPassword));
            return new Directory(connection, configuration);
        } catch (LDAPException e) {
            connection.close();
            throw Refusal.of(e);
        }
    }

    /**
     * The entries whose id attribute is the user name; two mean that there are two or more.
     *
     * @throws ProviderFailure when the directory does not let us search
     */
    List<? extends Entry> search(String username) {
        // Built of its parts, so that no character of the name means anything in the filter.
        try {
            return search(
                    Filter.createEqualityFilter(configuration.idAttribute(), username),
                    MOST_ENTRIES,
                    configuration.idAttribute(),
                    configuration.subjectAttribute(),
                    configuration.emailAttribute(),
                    configuration.firstNameAttribute(),
                    configuration.lastNameAttribute());
        } catch (LDAPSearchException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return e.getSearchEntries();
            }
            throw Refusal.of(e);
        }
    }

    /**
     * The entries of people that the directory has vouched for, with what tells whether it still lets them in.
     *
     * @param subjects none of which a sign-in would find elsewhere
     * @throws ProviderFailure when the directory does not show them all, so that nothing follows from what it does not show
     */
    List<? extends Entry> findAll(List<Filter> subjects) {
        try {
            return search(
                    Filter.createORFilter(subjects),
                    subjects.size() + 1,
                    Stream.concat(Stream.of(configuration.subjectAttribute()), Stream.of(Admission.ATTRIBUTES))
                            .toArray(String[]::new));
        } catch (LDAPSearchException e) {
            throw Refusal.of(e);
        }
    }

    private List<SearchResultEntry> search(Filter filter, int most, String... attributes) throws LDAPSearchException {
        SearchRequest request = new SearchRequest(
                configuration.searchBase(),
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                most,
                Math.max(1, configuration.responseTimeoutMillis() / 1_000),
                false,
                Filter.createANDFilter(Filter.createEqualityFilter("objectClass", configuration.objectClass()), filter),
                attributes);
        return connection.search(request).getSearchEntries();
    }

    /**
     * Binds as an entry; afterwards nothing else can be asked.
     *
     * @param password not empty: a bind without one succeeds as nobody (RFC 4513, 5.1.2)
     * @return whether the directory lets the user in
     * @throws ProviderFailure when it does not say
     */
    boolean accepts(String dn, String password) {
        try {
            BindResult result = connection.bind(new SimpleBindRequest(dn, password));
            // Right, but good for nothing but to be changed.
            return !result.hasResponseControl(PasswordExpiredControl.PASSWORD_EXPIRED_OID);
        } catch (LDAPException e) {
            if (Refusal.isAboutTheUser(e)) {
                return false;
            }
            throw Refusal.of(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static void secure(LDAPConnection connection, SSLContext trust) throws LDAPException {
        ExtendedResult result =
                connection.processExtendedOperation(new StartTLSExtendedRequest(trust.getSocketFactory()));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
    }

    private static LDAPConnectionOptions options(LdapConfiguration configuration, NameResolver names) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        // The thread that asks also reads: no thread for each connection.
        options.setUseSynchronousMode(true);
        options.setConnectTimeoutMillis(configuration.connectTimeoutMillis());
        options.setResponseTimeoutMillis(configuration.responseTimeoutMillis());
        options.setFollowReferrals(false);
        options.setMaxMessageSize(MOST_BYTES);
        options.setUseSchema(false);
        options.setUseLinger(false, 0);
        options.setNameResolver(names);
        options.setSSLSocketVerifier(new NamedCertificate());
        return options;
    }
}

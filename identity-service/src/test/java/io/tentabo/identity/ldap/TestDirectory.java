package io.tentabo.identity.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.ssl.cert.ManageCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A directory that is asked over real LDAP, with StartTLS on one port and TLS from the beginning on another. */
public final class TestDirectory implements AutoCloseable {

    public static final String BIND_PASSWORD = "the service account's own secret";
    public static final String PASSWORD = "a password in the directory";

    private static final String BASE = "dc=example,dc=com";
    private static final String BIND_DN = "cn=tentabo," + BASE;
    /** By which directories of several makes deny people entry. */
    private static final String[] SWITCHES = {
        "dn: cn=schema",
        "objectClass: subschema",
        "cn: schema",
        "attributeTypes: ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )",
        "attributeTypes: ( 1.2.840.113556.1.4.159 NAME 'accountExpires' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )",
        "attributeTypes: ( 2.16.840.1.113730.3.1.610 NAME 'nsAccountLock' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
        "attributeTypes: ( 1.3.6.1.4.1.42.2.27.8.1.17 NAME 'pwdAccountLockedTime'"
                + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
        "objectClasses: ( 1.1 NAME 'switches' AUXILIARY"
                + " MAY ( userAccountControl $ accountExpires $ nsAccountLock $ pwdAccountLockedTime ) )"
    };

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final InMemoryDirectoryServer server;
    private final String certificate;
    private final List<String> binds = new CopyOnWriteArrayList<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();

    private TestDirectory(String hostInCertificate)
            throws LDAPException, LDIFException, GeneralSecurityException, IOException {
        KeyStore keys = keys(hostInCertificate);
        certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.addAdditionalBindCredentials(BIND_DN, BIND_PASSWORD);
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.addInMemoryOperationInterceptor(new Binds());
        InetAddress local = InetAddress.getLoopbackAddress();
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("start-tls", local, 0, tls.getSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig("ldaps", local, 0, tls.getServerSocketFactory(), null));
        config.setSchema(Schema.mergeSchemas(Schema.getDefaultStandardSchema(), new Schema(new Entry(SWITCHES))));
        server = new InMemoryDirectoryServer(config);
        server.add("dn: " + BASE, "objectClass: domain", "dc: example");
        server.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
        server.startListening();
    }

    public static TestDirectory start() {
        return start("localhost");
    }

    public static TestDirectory start(String hostInCertificate) {
        try {
            return new TestDirectory(hostInCertificate);
        } catch (LDAPException | LDIFException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an administrator sends to have this directory asked, its members replaced by some of these. */
    public Map<String, Object> provider(Map<String, Object> configuration) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "type",
                "ldap",
                "host",
                "localhost",
                "port",
                server.getListenPort("start-tls"),
                "security",
                "START_TLS",
                "caCertificates",
                certificate,
                "bindDn",
                BIND_DN,
                "searchBase",
                "ou=people," + BASE));
        all.putAll(configuration);
        return Map.of("name", "Oxiadmin", "configuration", all, "credentials", Map.of("secret", BIND_PASSWORD));
    }

    public int ldapsPort() {
        return server.getListenPort("ldaps");
    }

    /** Adds somebody with {@link #PASSWORD}. */
    public void add(String uid, String... attributes) {
        addAs(uid, uid, attributes);
    }

    public void addAs(String cn, String uid, String... attributes) {
        try {
            server.add(Stream.concat(
                            Stream.of(
                                    "dn: cn=" + cn + ",ou=people," + BASE,
                                    "objectClass: inetOrgPerson",
                                    "uid: " + uid,
                                    "givenName: Grace",
                                    "sn: Hopper",
                                    "userPassword: " + PASSWORD),
                            Arrays.stream(attributes))
                    .toArray(String[]::new));
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    public void set(String uid, String attribute, String value) {
        try {
            server.modify(
                    "cn=" + uid + ",ou=people," + BASE, new Modification(ModificationType.REPLACE, attribute, value));
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    public void remove(String uid) {
        try {
            server.delete("cn=" + uid + ",ou=people," + BASE);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets somebody in no more, whatever the password. */
    public void disable(String uid) {
        disabled.add("cn=" + uid + ",ou=people," + BASE);
    }

    /** Nobody can connect until it is started again, where it was. */
    public void pause() {
        server.shutDown("start-tls", true);
    }

    public void resume() {
        try {
            server.startListening("start-tls");
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of all who have tried to bind, in turn. */
    public List<String> binds() {
        return List.copyOf(binds);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private final class Binds extends InMemoryOperationInterceptor {

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            String dn = request.getRequest().getBindDN();
            binds.add(dn);
            if (disabled.contains(dn)) {
                throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "The entry is disabled");
            }
        }
    }

    private static KeyStore keys(String host) throws IOException, GeneralSecurityException {
        Path store = Files.createTempDirectory("directory").resolve("keys.p12");
        ResultCode made = ManageCertificates.main(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                "generate-self-signed-certificate",
                "--keystore",
                store.toString(),
                "--keystore-type",
                "PKCS12",
                "--keystore-password",
                new String(STORE_PASSWORD),
                "--alias",
                "server",
                "--subject-dn",
                "CN=" + host,
                "--subject-alternative-name-dns",
                host,
                "--days-valid",
                "2",
                "--key-algorithm",
                "EC",
                "--key-size-bits",
                "256",
                "--signature-algorithm",
                "SHA256withECDSA");
        if (!ResultCode.SUCCESS.equals(made)) {
            throw new IllegalStateException("No certificate: " + made);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        Files.delete(store);
        Files.delete(store.getParent());
        return keys;
    }
}

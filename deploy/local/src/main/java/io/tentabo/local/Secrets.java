package io.tentabo.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Passwords and keys of one local suite: made when first asked for, kept in a file that only its owner can read, and
 * the same ever after.
 */
public final class Secrets {

    /** Without the characters that are mistaken for each other when a password is typed off a screen. */
    private static final String PASSWORD_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_GROUPS = 5;
    private static final int PASSWORD_GROUP_LENGTH = 4;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Path file;
    private final Map<String, String> values = new TreeMap<>();
    private boolean hasNewPasswords;

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets in(Path file) {
        Secrets secrets = new Secrets(file);
        if (Files.exists(file)) {
            secrets.load();
        }
        return secrets;
    }

    /** Password of a demo user, by the e-mail address they sign in with. */
    public synchronized String demoPassword(String username) {
        return value("demo." + username, () -> {
            hasNewPasswords = true;
            return password();
        });
    }

    /** Demo users and their passwords, by e-mail address. */
    public synchronized Map<String, String> demoPasswords() {
        Map<String, String> passwords = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith("demo.")) {
                passwords.put(name.substring("demo.".length()), value);
            }
        });
        return passwords;
    }

    /** Whether a demo password was made since this was opened, that is, has never been shown. */
    public synchronized boolean hasNewPasswords() {
        return hasNewPasswords;
    }

    /** Secret of the platform operator's client. */
    public synchronized String operatorSecret() {
        return value("operator.secret", this::password);
    }

    /** API token that the Pipedrive stand-in accepts. */
    public synchronized String pipedriveToken() {
        return value("pipedrive.token", this::password);
    }

    public Path file() {
        return file;
    }

    /** Password of one of a service's database roles: {@code owner}, {@code app} or {@code background}. */
    public synchronized String databasePassword(ServiceName service, String role) {
        return value("database." + service.slice() + "." + role, this::password);
    }

    /** In the form the services read: {@code id:base64-of-32-bytes}. */
    synchronized String masterKeys() {
        return value("master-keys", () -> "local-1:" + Base64.getEncoder().encodeToString(bytes(KEY_BYTES)));
    }

    private String value(String name, Supplier<String> generator) {
        String known = values.get(name);
        if (known != null) {
            return known;
        }
        String made = generator.get();
        values.put(name, made);
        save();
        return made;
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int group = 0; group < PASSWORD_GROUPS; group++) {
            password.append(group == 0 ? "" : "-");
            for (int i = 0; i < PASSWORD_GROUP_LENGTH; i++) {
                password.append(PASSWORD_ALPHABET.charAt(random.nextInt(PASSWORD_ALPHABET.length())));
            }
        }
        return password.toString();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void load() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SuiteException("The secrets in " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
    }

    /** Written beside and moved into place, so that a crash leaves either the old file or the new one. */
    private void save() {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Properties properties = new Properties();
        properties.putAll(values);
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                properties.store(writer, "Secrets of a local Tentabo suite. Deleting them makes its data unreadable.");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Secrets cannot be kept in " + file, e);
        }
    }
}

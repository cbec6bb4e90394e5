package io.tentabo.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ports of the suite's inner servers: free ones, and the same at the next start where they are still free. They lie
 * below the range from which systems take the ports of outgoing connections, so that a service which is stopped finds
 * its port free when it is started again.
 */
final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Set<Integer> given = new HashSet<>();
    private final Properties remembered = new Properties();
    private final Path file;

    private Ports(Path file) {
        this.file = file;
    }

    static Ports rememberedIn(Path file) {
        Ports ports = new Ports(file);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                ports.remembered.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ports;
    }

    int of(String server) {
        int last = Integer.parseInt(remembered.getProperty(server, "0"));
        int port = last != 0 && isFree(last) && given.add(last) ? last : choose();
        remembered.setProperty(server, String.valueOf(port));
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            remembered.store(writer, "Ports of the suite's inner servers");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return port;
    }

    private int choose() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new SuiteException("No free port was found between " + FIRST + " and " + LAST + ".");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}

package io.tentabo.local;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A small process beside the launcher that ends the launcher's children should the launcher be killed. It holds the
 * reading end of a pipe whose end of file cannot be missed: the kernel closes the writing end with the launcher.
 */
final class Guardian implements AutoCloseable {

    private static final String SCRIPT = "guardian.sh";

    private final Process process;
    private final BufferedWriter commands;

    private Guardian(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static Guardian start() {
        try {
            return new Guardian(new ProcessBuilder("/bin/sh", "-c", script(), "tentabo-guardian")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new SuiteException("The process that guards the suite's children cannot be started.", e);
        }
    }

    /**
     * Has the process ended when the launcher is gone.
     *
     * @param signal what asks it to end in good order, without the SIG
     */
    void watch(long pid, String signal) {
        send("watch " + signal + " " + pid);
    }

    /** To be called as soon as the process is known to have ended: its id may be given to another. */
    void forget(long pid) {
        send("forget " + pid);
    }

    private synchronized void send(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The guardian process " + process.pid() + " is gone", e);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script() throws IOException {
        try (@Nullable InputStream script = Guardian.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException(SCRIPT + " is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.tentabo.local;

import io.tentabo.test.pipedrive.PipedriveAccount;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Keeps what the Pipedrive stand-in holds from one start to the next, as Pipedrive would: the services remember its ids
 * and the codes of its custom fields. Written a second after a change at the latest, and when the suite ends.
 */
final class PipedriveMemory implements AutoCloseable {

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final PipedriveAccount account;
    private final Path file;
    private final Thread thread;
    private JsonObject saved;

    private PipedriveMemory(PipedriveAccount account, Path file) throws IOException {
        this.account = account;
        this.file = file;
        if (Files.exists(file)) {
            account.restore(new JsonObject(Buffer.buffer(Files.readAllBytes(file))));
        }
        this.saved = account.snapshot();
        this.thread = Thread.ofPlatform().daemon().name("pipedrive-memory").start(this::watch);
    }

    /** Restores what the file remembers, and has it remember from now on. */
    static PipedriveMemory of(PipedriveAccount account, Path file) throws IOException {
        return new PipedriveMemory(account, file);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_CHECKS);
                save();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void save() {
        JsonObject now = account.snapshot();
        if (now.equals(saved)) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, now.toBuffer().getBytes());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        saved = now;
    }

    @Override
    public void close() {
        thread.interrupt();
        save();
    }
}

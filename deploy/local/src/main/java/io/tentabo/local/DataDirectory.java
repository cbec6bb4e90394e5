package io.tentabo.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory in which one suite keeps everything; held by one launcher at a time. */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lockChannel;

    private DataDirectory(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /** Creates the directory when missing and locks it; the lock ends with this process, however it ends. */
    static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            Files.createDirectories(root.resolve("logs"));
            FileChannel channel = FileChannel.open(
                    root.resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new SuiteException("The data directory " + root
                        + " is in use by another launcher: end that one or choose another with --data-dir.");
            }
            return new DataDirectory(root, channel);
        } catch (IOException e) {
            throw new SuiteException("The data directory " + root + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

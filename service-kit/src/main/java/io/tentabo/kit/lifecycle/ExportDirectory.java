package io.tentabo.kit.lifecycle;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Exports in a directory of the file system, for the service's own user to read and nobody else. */
@DefaultBean
@ApplicationScoped
class ExportDirectory implements ExportStore {

    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Optional<Path> directory;
    private final Vertx vertx;

    ExportDirectory(ExportConfig config, Vertx vertx) {
        this.directory = config.directory();
        this.vertx = vertx;
    }

    @Override
    public boolean isConfigured() {
        return directory.isPresent();
    }

    @Override
    public Uni<Void> put(String path, byte[] content) {
        Path root = directory.orElseThrow(
                () -> new IllegalStateException("tentabo.exports.directory is not set: there is nowhere to export to"));
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(() -> write(root.resolve(path), content), false)
                        .toCompletionStage());
    }

    /** Under another name first, and on the disk before it gets its own. */
    private static Void write(Path file, byte[] content) throws IOException {
        Path parent = Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent, DIRECTORY);
        Path temporary = parent.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return null;
    }
}

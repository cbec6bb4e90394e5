package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;

/**
 * Keeps the files of exports: a directory, or a bucket of an object store. A file is written whole, and is there whole or
 * not at all.
 */
public interface ExportStore {

    /** Whether there is anywhere to export to. */
    boolean isConfigured();

    /**
     * Writes a file, over one that may be there from an attempt that did not count.
     *
     * @param path relative, with slashes
     * @throws IllegalStateException (in the returned Uni) when nothing is configured
     */
    Uni<Void> put(String path, byte[] content);
}

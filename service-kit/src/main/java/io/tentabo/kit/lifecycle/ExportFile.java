package io.tentabo.kit.lifecycle;

import io.tentabo.kit.crypto.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * One file of an export: a batch of rows as JSON Lines, compressed.
 *
 * @param sha256 of the content, hexadecimal
 */
public record ExportFile(byte[] content, String sha256) {

    public static ExportFile of(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream compressed = new GZIPOutputStream(bytes)) {
            for (String line : lines) {
                compressed.write(line.getBytes(StandardCharsets.UTF_8));
                compressed.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(bytes.toByteArray());
    }

    public static ExportFile of(byte[] content) {
        return new ExportFile(content, HexFormat.of().formatHex(Sha256.of(content)));
    }
}

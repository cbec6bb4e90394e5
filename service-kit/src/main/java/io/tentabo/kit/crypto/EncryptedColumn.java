package io.tentabo.kit.crypto;

import java.util.UUID;
import java.util.function.Function;

/**
 * Where a table keeps encrypted values. A service declares each as a bean, or its values stay under the tenant's first key.
 *
 * @param select rows under versions before {@code $1}, at most {@code $2}, locked with {@code FOR UPDATE} so that no
 *     newer value is overwritten; answers {@code id uuid, key_version int, ciphertext bytea}:
 *     <pre>{@code
 * SELECT id, credentials_key_version AS key_version, credentials AS ciphertext
 * FROM connections WHERE credentials_key_version < $1 LIMIT $2 FOR UPDATE
 *     }</pre>
 * @param update sets key version {@code $2} and ciphertext {@code $3} of the row {@code $1}
 * @param context the context that a row's value is encrypted for, by the row's id
 */
public record EncryptedColumn(String select, String update, Function<UUID, String> context) {}

package io.tentabo.crm.note;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A note to write.
 *
 * @param internal for the tenant's staff only; false when absent
 * @param pinned to be shown first; false when absent
 */
@Schema(examples = "{\"content\": \"Wants delivery in two stages.\", \"internal\": true}")
public record NewNote(@NotBlank @Size(max = 20_000) String content, boolean internal, boolean pinned) {

    NoteFields fields() {
        return new NoteFields(content, internal, pinned);
    }
}

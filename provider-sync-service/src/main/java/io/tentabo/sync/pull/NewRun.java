package io.tentabo.sync.pull;

import io.tentabo.sync.run.SyncType;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run to be started.
 *
 * @param type MANUAL and INCREMENTAL read what changed, FULL reads everything
 * @param direction only PULL: what goes out goes by itself
 */
public record NewRun(
        @NotNull SyncType type,

        @Nullable @Schema(defaultValue = "PULL", examples = "PULL")
        String direction) {}

package io.tentabo.billing.contract;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be changed of a contract without another contract taking its place; what PATCH merges into. */
@RegisterForReflection
record ContractFields(
        @NotNull ContractType contractType,
        @Nullable UUID userId,
        @Size(max = 10_000) @Nullable String notesInternal) {}

package io.tentabo.kit.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of a tenant's audit chain found.
 *
 * @param intact whether every sealed record is there, unaltered and in its place
 * @param verified how many records were checked and found right
 * @param erased how many of them had personal data erased, so that of it only the digest could be checked
 * @param unsealed how many recent records are not in the chain yet
 * @param broken the first broken record; null when intact
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record VerificationResult(
        boolean intact,
        long verified,
        long erased,
        long unsealed,
        @Nullable Broken broken) {

    /**
     * The first place where the chain does not hold.
     *
     * @param seq its position, counted from 1
     * @param recordId the record that was found there; null when none was
     * @param reason what is wrong
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Broken(long seq, @Nullable UUID recordId, Reason reason) {}

    /** In which way a chain can be broken. */
    public enum Reason {
        @Schema(description = "The record is gone, and others follow it.")
        REMOVED,
        @Schema(description = "The record has a position that another one has, or that the chain never reached.")
        INSERTED,
        @Schema(description = "The record's fields, values or position are not those that were sealed.")
        ALTERED,
        @Schema(description = "Personal data of the record was blanked, and no erasure on record accounts for it.")
        ERASED,
        @Schema(description = "The chain ends before its recorded head: the last records were removed.")
        CUT_OFF,
        @Schema(description = "The recorded head does not match the last record.")
        HEAD_ALTERED
    }
}

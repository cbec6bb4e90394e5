package io.tentabo.identity.audit;

import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.audit.VerificationResult.Broken;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of a tenant's audit chains found; each service has a chain of its own.
 *
 * @param intact whether every sealed record of every service that was asked is there, unaltered and in its place
 * @param verified how many records were checked and found right
 * @param erased how many of them had their personal data erased, so that only its digest could be checked
 * @param unsealed how many recent records are not in a chain yet
 * @param broken the first broken record of the first service that has one; null when none is known
 * @param verdict broken when a chain is; unknown when a service could not be asked
 */
record SuiteVerification(
        boolean intact,
        long verified,
        long erased,
        long unsealed,
        @Nullable Broken broken,
        Verdict verdict,
        List<ServiceVerification> services) {

    /** What is known of a chain. */
    enum Verdict {
        INTACT,
        BROKEN,
        @Schema(description = "The service could not be asked, or did not answer in time.")
        UNKNOWN
    }

    /** @param result null when the verdict is unknown */
    record ServiceVerification(
            String service, Verdict verdict, @Nullable VerificationResult result) {

        static ServiceVerification of(String service, VerificationResult result) {
            return new ServiceVerification(service, result.intact() ? Verdict.INTACT : Verdict.BROKEN, result);
        }

        static ServiceVerification unknown(String service) {
            return new ServiceVerification(service, Verdict.UNKNOWN, null);
        }
    }

    static SuiteVerification of(List<ServiceVerification> services) {
        List<VerificationResult> results = services.stream()
                .map(ServiceVerification::result)
                .filter(Objects::nonNull)
                .toList();
        Verdict verdict = verdict(services);
        return new SuiteVerification(
                verdict == Verdict.INTACT,
                sum(results, VerificationResult::verified),
                sum(results, VerificationResult::erased),
                sum(results, VerificationResult::unsealed),
                results.stream()
                        .map(VerificationResult::broken)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                verdict,
                services);
    }

    private static Verdict verdict(List<ServiceVerification> services) {
        List<Verdict> verdicts =
                services.stream().map(ServiceVerification::verdict).toList();
        if (verdicts.contains(Verdict.BROKEN)) {
            return Verdict.BROKEN;
        }
        return verdicts.contains(Verdict.UNKNOWN) ? Verdict.UNKNOWN : Verdict.INTACT;
    }

    private static long sum(List<VerificationResult> results, ToLongFunction<VerificationResult> figure) {
        return results.stream().mapToLong(figure).sum();
    }
}

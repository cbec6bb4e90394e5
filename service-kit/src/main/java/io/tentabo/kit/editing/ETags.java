package io.tentabo.kit.editing;

import io.tentabo.kit.problem.CommonProblems;
import org.jspecify.annotations.Nullable;

/** Entity tags made of a resource's version, and the {@code If-Match} precondition (RFC 9110). */
public final class ETags {

    private ETags() {}

    /** The strong entity tag of a version. */
    public static String of(int version) {
        return "\"v" + version + "\"";
    }

    /**
     * Lets an edit pass when the client has seen the current version, or has not said which it saw.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 412 when it has seen another version
     */
    public static void check(@Nullable String ifMatch, int currentVersion) {
        if (ifMatch == null || ifMatch.isBlank()) {
            return;
        }
        String current = of(currentVersion);
        for (String tag : ifMatch.split(",", -1)) {
            String candidate = tag.strip();
            if (candidate.equals("*") || candidate.equals(current)) {
                return;
            }
        }
        throw CommonProblems.STALE_VERSION.with("The current version is " + current + ". Read the resource again.");
    }
}

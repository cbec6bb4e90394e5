package io.tentabo.identity.template;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.Sha256;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;

/**
 * An action, worked out against how the tenant stands.
 *
 * @param difference what it changes, as people are shown it
 * @param features all that are on afterwards
 * @param settings all of them afterwards, by name
 * @param roleSteps in the order in which they are done
 * @param applied what the template itself has done to the tenant afterwards
 * @param takenOver what other installed templates have done afterwards, by the id of their row, where it changes
 */
record TemplatePlan(
        TemplateDifference difference,
        SortedSet<String> features,
        Map<String, Object> settings,
        List<RoleStep> roleSteps,
        Applied applied,
        Map<UUID, Applied> takenOver) {

    /** The same for the same difference, and for no other. */
    String digest() {
        return Base64Url.of(Sha256.of(TemplateJson.text(difference)));
    }
}

package io.tentabo.identity.selfservice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tentabo.identity.page.HiddenField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which people ask for a link by which to choose a new password.
 *
 * @param styleNonce lets the page's own style pass its content security policy
 * @param mistake what was wrong with the last attempt, null for the first
 */
@CheckedTemplate(basePath = "selfservice")
record ForgottenPasswordPage(
        String styleNonce,
        List<HiddenField> fields,
        @Nullable String mistake) implements TemplateInstance {}

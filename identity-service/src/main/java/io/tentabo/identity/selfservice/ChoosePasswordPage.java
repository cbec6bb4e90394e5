package io.tentabo.identity.selfservice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tentabo.identity.page.HiddenField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a user who came by a link chooses a password.
 *
 * @param styleNonce lets the page's own style pass its content security policy
 * @param email whose password it is; also tells password managers
 * @param minLength of a password, in characters
 * @param mistake what was wrong with the last attempt, null for the first
 */
@CheckedTemplate(basePath = "selfservice")
record ChoosePasswordPage(
        String styleNonce,
        String title,
        String explanation,
        String email,
        List<HiddenField> fields,
        int minLength,
        int maxLength,
        @Nullable String mistake)
        implements TemplateInstance {}

package io.tentabo.identity.authorization;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tentabo.identity.page.HiddenField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a user signs in and agrees to what a client asks for.
 *
 * @param styleNonce lets the page's own style pass its content security policy
 * @param client as users know it
 * @param purposes what it asks for, in words
 * @param username typed before, or hinted at by the client
 * @param mistake what was wrong with the last attempt, null for the first
 * @param provider where the user may sign in instead, as the tenant calls it; null where nowhere
 * @param forgotten of which tenant a forgotten password can be replaced; null where no mail can be sent
 */
@CheckedTemplate(basePath = "authorization")
record SignInPage(
        String styleNonce,
        String client,
        List<String> purposes,
        List<HiddenField> fields,
        String username,
        @Nullable String mistake,
        @Nullable String provider,
        @Nullable String forgotten)
        implements TemplateInstance {}

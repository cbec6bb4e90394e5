package io.tentabo.identity.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * A page that tells the user something.
 *
 * @param styleNonce lets the page's own style pass its content security policy
 */
@CheckedTemplate(basePath = "page")
record MessagePage(String styleNonce, String title, String message) implements TemplateInstance {}

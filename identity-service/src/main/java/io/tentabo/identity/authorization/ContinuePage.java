package io.tentabo.identity.authorization;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * A page that leads on to the provider. It is a page rather than a redirect because browsers apply the sign-in page's policy
 * to what its form is redirected to, and the provider's address is not known when that page is made.
 *
 * @param styleNonce lets the page's own style pass its content security policy
 * @param address where the user signs in
 */
@CheckedTemplate(basePath = "authorization")
record ContinuePage(String styleNonce, String address) implements TemplateInstance {}

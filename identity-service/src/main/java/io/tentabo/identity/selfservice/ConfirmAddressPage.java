package io.tentabo.identity.selfservice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tentabo.identity.page.HiddenField;
import java.util.List;

/**
 * The page on which a user who came by a link confirms its address. The link alone confirms nothing, because programs that
 * read mail follow links, too.
 *
 * @param styleNonce lets the page's own style pass its content security policy
 */
@CheckedTemplate(basePath = "selfservice")
record ConfirmAddressPage(String styleNonce, String tenant, String email, List<HiddenField> fields)
        implements TemplateInstance {}

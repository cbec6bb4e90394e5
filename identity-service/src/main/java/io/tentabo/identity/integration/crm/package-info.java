/** What the CRM tells. */
@NullMarked
package io.tentabo.identity.integration.crm;

import org.jspecify.annotations.NullMarked;

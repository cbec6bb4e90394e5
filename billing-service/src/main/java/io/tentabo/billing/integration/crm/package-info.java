/** Events of the CRM service. */
@NullMarked
package io.tentabo.billing.integration.crm;

import org.jspecify.annotations.NullMarked;

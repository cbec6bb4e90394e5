/** Calls to the billing service, and what its events change here. */
@NullMarked
package io.tentabo.crm.integration.billing;

import org.jspecify.annotations.NullMarked;

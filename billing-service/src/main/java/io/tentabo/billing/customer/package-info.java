/** Whom orders are for, as the CRM tells. */
@NullMarked
package io.tentabo.billing.customer;

import org.jspecify.annotations.NullMarked;

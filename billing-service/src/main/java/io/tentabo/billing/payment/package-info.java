/** Payments that settle invoices, and their refunds. */
@NullMarked
package io.tentabo.billing.payment;

import org.jspecify.annotations.NullMarked;

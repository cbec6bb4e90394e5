/** Invoices of orders and of contracts' billing periods, and the credit notes that correct them. */
@NullMarked
package io.tentabo.billing.invoice;

import org.jspecify.annotations.NullMarked;

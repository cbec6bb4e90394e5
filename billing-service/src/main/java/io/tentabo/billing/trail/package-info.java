/** What happened to an order, a contract or an invoice, and what people noted about it. */
@NullMarked
package io.tentabo.billing.trail;

import org.jspecify.annotations.NullMarked;

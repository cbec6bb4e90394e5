/** What happened to an order or a contract, and what people noted about it. */
@NullMarked
package io.tentabo.billing.trail;

import org.jspecify.annotations.NullMarked;

/** Orders: priced lines, their way from draft to fulfilment, and their activation into a contract. */
@NullMarked
package io.tentabo.billing.order;

import org.jspecify.annotations.NullMarked;

/** What a tenant sells, with its price tiers. */
@NullMarked
package io.tentabo.billing.product;

import org.jspecify.annotations.NullMarked;

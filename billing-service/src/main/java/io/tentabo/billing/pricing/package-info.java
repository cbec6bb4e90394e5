/** What a quantity of a product costs, and why: pure arithmetic without database or HTTP. */
@NullMarked
package io.tentabo.billing.pricing;

import org.jspecify.annotations.NullMarked;

/** The billing service: what is sold at which price, and what has been ordered and contracted. */
@NullMarked
package io.tentabo.billing;

import org.jspecify.annotations.NullMarked;

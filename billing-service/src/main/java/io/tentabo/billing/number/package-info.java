/** Numbers by which people call orders and contracts. */
@NullMarked
package io.tentabo.billing.number;

import org.jspecify.annotations.NullMarked;

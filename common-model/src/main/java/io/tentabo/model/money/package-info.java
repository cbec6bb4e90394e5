/** Exact amounts of money in a currency. */
@NullMarked
package io.tentabo.model.money;

import org.jspecify.annotations.NullMarked;

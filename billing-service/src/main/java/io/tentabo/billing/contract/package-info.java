/** Contracts: their dates, values and numbers. */
@NullMarked
package io.tentabo.billing.contract;

import org.jspecify.annotations.NullMarked;

/** What a basket of products costs, asked without buying it or priced for an order. */
@NullMarked
package io.tentabo.billing.quote;

import org.jspecify.annotations.NullMarked;

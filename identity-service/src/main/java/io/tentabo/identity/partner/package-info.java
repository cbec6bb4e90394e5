/** Partners: companies that bring leads and place orders. */
@NullMarked
package io.tentabo.identity.partner;

import org.jspecify.annotations.NullMarked;

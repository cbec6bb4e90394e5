/** Distributors and their links to partners. */
@NullMarked
package io.tentabo.identity.distributor;

import org.jspecify.annotations.NullMarked;

/** What partners and distributors have in common as companies. */
@NullMarked
package io.tentabo.identity.organisation;

import org.jspecify.annotations.NullMarked;

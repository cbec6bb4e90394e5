/** Throttling of failed attempts, the same for every way to obtain a token. */
@NullMarked
package io.tentabo.identity.attempt;

import org.jspecify.annotations.NullMarked;

/** Who is calling: the caller as the access token names it. */
@NullMarked
package io.tentabo.kit.security;

import org.jspecify.annotations.NullMarked;

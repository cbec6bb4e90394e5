/** Signing people in for registered clients: authorization code with PKCE, its page, and sign-out for them. */
@NullMarked
package io.tentabo.identity.authorization;

import org.jspecify.annotations.NullMarked;

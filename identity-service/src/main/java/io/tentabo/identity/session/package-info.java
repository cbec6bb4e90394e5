/** Sign-in with a password, refresh, sign-out. */
@NullMarked
package io.tentabo.identity.session;

import org.jspecify.annotations.NullMarked;

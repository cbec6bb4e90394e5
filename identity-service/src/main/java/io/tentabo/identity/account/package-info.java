/** Passwords and local identities. */
@NullMarked
package io.tentabo.identity.account;

import org.jspecify.annotations.NullMarked;

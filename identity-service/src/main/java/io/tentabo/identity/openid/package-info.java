/** The protocol with a tenant's OpenID provider, where its people sign in. */
@NullMarked
package io.tentabo.identity.openid;

import org.jspecify.annotations.NullMarked;

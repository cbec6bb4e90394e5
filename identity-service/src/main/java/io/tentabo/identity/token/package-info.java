/** Access tokens: the issuer's signing keys, their rotation, and the verification of the service's own tokens. */
@NullMarked
package io.tentabo.identity.token;

import org.jspecify.annotations.NullMarked;

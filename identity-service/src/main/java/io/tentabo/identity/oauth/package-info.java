/** The OAuth 2.0 token endpoint and the issuer's discovery documents. */
@NullMarked
package io.tentabo.identity.oauth;

import org.jspecify.annotations.NullMarked;

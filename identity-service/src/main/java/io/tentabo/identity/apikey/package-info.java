/** API keys: by which a program acts as a user, as far as the key's scopes go. */
@NullMarked
package io.tentabo.identity.apikey;

import org.jspecify.annotations.NullMarked;

/** What persons may ask of a tenant (GDPR art. 15, 17 and 20): a copy of what the suite holds of them, and its erasure. */
@NullMarked
package io.tentabo.identity.privacy;

import org.jspecify.annotations.NullMarked;

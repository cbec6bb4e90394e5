/** Limits of a tenant, as the identity service tells. */
@NullMarked
package io.tentabo.sync.tenant;

import org.jspecify.annotations.NullMarked;

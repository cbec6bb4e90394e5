/** The kit's idempotency keys on real servers. */
@NullMarked
package io.tentabo.kit.host.idempotency;

import org.jspecify.annotations.NullMarked;

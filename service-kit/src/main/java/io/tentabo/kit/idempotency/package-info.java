/** Idempotency-Key: the same request sent again gets the same answer and has no second effect. */
@NullMarked
package io.tentabo.kit.idempotency;

import org.jspecify.annotations.NullMarked;

/** Refusals as RFC 9457 problem details with stable codes. */
@NullMarked
package io.tentabo.kit.problem;

import org.jspecify.annotations.NullMarked;

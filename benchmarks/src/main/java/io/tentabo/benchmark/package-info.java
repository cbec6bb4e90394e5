/** Measures the suite against baselines that run beside it on the same machine, in interleaved rounds. */
@NullMarked
package io.tentabo.benchmark;

import org.jspecify.annotations.NullMarked;

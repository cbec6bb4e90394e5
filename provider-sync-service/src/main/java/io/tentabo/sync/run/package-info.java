/** The log of sync runs: what was read, written, skipped and refused, and what it cost. */
@NullMarked
package io.tentabo.sync.run;

import org.jspecify.annotations.NullMarked;

/** What comes in: readings of the provider, on schedule and on demand. */
@NullMarked
package io.tentabo.sync.pull;

import org.jspecify.annotations.NullMarked;

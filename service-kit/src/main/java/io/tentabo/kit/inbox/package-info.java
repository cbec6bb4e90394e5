/** Consuming events exactly once in effect: inbox, retries, and dead letters that can be listed and replayed. */
@NullMarked
package io.tentabo.kit.inbox;

import org.jspecify.annotations.NullMarked;

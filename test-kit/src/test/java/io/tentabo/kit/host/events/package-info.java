/** Outbox, relay, inbox and dead letters on real servers. */
@NullMarked
package io.tentabo.kit.host.events;

import org.jspecify.annotations.NullMarked;

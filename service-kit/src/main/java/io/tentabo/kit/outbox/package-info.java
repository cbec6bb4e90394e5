/** Events that commit together with the change they report, and the relay that publishes them to Kafka in order. */
@NullMarked
package io.tentabo.kit.outbox;

import org.jspecify.annotations.NullMarked;

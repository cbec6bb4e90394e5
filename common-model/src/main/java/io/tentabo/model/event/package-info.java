/** Payloads of the events that the services publish, one record per type and version. */
@NullMarked
package io.tentabo.model.event;

import org.jspecify.annotations.NullMarked;

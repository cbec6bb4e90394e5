/** What goes out: the latest state of every lead, sent to the active connection in the order of its changes. */
@NullMarked
package io.tentabo.sync.queue;

import org.jspecify.annotations.NullMarked;

/** What a partner or a distributor has, counted from the events of the other services. */
@NullMarked
package io.tentabo.identity.channel;

import org.jspecify.annotations.NullMarked;

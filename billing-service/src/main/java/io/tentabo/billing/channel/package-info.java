/** Which distributor manages which partner, as identity tells. */
@NullMarked
package io.tentabo.billing.channel;

import org.jspecify.annotations.NullMarked;

/** For how long subscriptions are sold, and the discount that a longer one earns. */
@NullMarked
package io.tentabo.billing.duration;

import org.jspecify.annotations.NullMarked;

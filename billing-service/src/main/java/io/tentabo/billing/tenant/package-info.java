/** What a tenant has decided for itself, as far as billing needs it. */
@NullMarked
package io.tentabo.billing.tenant;

import org.jspecify.annotations.NullMarked;

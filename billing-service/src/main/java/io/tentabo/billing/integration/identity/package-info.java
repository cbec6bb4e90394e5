/** Events of the identity service. */
@NullMarked
package io.tentabo.billing.integration.identity;

import org.jspecify.annotations.NullMarked;

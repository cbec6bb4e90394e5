/** What billing tells. */
@NullMarked
package io.tentabo.identity.integration.billing;

import org.jspecify.annotations.NullMarked;

/** Tenants: created and listed by platform operators. */
@NullMarked
package io.tentabo.identity.tenant;

import org.jspecify.annotations.NullMarked;

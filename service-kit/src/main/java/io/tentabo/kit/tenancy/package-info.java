/** Tenant and channel isolation: the one way into a database transaction, and the settings that row-level security reads. */
@NullMarked
package io.tentabo.kit.tenancy;

import org.jspecify.annotations.NullMarked;

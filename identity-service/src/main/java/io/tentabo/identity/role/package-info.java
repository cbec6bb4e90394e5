/** Roles and the permissions they carry. */
@NullMarked
package io.tentabo.identity.role;

import org.jspecify.annotations.NullMarked;

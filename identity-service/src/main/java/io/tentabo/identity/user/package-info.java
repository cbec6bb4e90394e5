/** Users: seats in a tenant with their kind, roles and scope. */
@NullMarked
package io.tentabo.identity.user;

import org.jspecify.annotations.NullMarked;

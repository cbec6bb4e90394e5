/** Asks tenants' directories over LDAP. Every conversation blocks, so it runs on threads of its own. */
@NullMarked
package io.tentabo.identity.ldap;

import org.jspecify.annotations.NullMarked;

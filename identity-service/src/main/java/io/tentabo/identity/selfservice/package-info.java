/** What people do for themselves: accept an invitation, confirm an address, choose a new password. */
@NullMarked
package io.tentabo.identity.selfservice;

import org.jspecify.annotations.NullMarked;

/** What a person or program may do in a tenant, as sign-in and access tokens need it. */
@NullMarked
package io.tentabo.identity.seat;

import org.jspecify.annotations.NullMarked;

/** Background work for many tenants: one tenant never waits for another, and none is served twice at once. */
@NullMarked
package io.tentabo.sync.work;

import org.jspecify.annotations.NullMarked;

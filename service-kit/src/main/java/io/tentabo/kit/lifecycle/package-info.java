/** The end of a tenant: export of all that the service holds of it, and its purge, as jobs that survive every crash. */
@NullMarked
package io.tentabo.kit.lifecycle;

import org.jspecify.annotations.NullMarked;

/** Proves for every table of a service that one tenant's rows are out of another's reach. */
@NullMarked
package io.tentabo.test.isolation;

import org.jspecify.annotations.NullMarked;

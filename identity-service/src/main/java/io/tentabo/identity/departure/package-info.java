/** The end of a tenant, for platform operators: its export and its purge in all services, each with a signed report. */
@NullMarked
package io.tentabo.identity.departure;

import org.jspecify.annotations.NullMarked;

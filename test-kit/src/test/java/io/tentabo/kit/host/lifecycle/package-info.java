/** Tests of the export and purge of tenants. */
@NullMarked
package io.tentabo.kit.host.lifecycle;

import org.jspecify.annotations.NullMarked;

/** The kit's audit trail on real servers. */
@NullMarked
package io.tentabo.kit.host.audit;

import org.jspecify.annotations.NullMarked;

/** The audit trail: written with each change, sealed into a hash chain per tenant, verifiable. */
@NullMarked
package io.tentabo.kit.audit;

import org.jspecify.annotations.NullMarked;

/** Tests of the one way into a transaction, on a real database. */
@NullMarked
package io.tentabo.kit.tenancy;

import org.jspecify.annotations.NullMarked;

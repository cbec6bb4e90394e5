/** The echo ledger: which record is which, what each side last looked like, and how changes are merged. */
@NullMarked
package io.tentabo.sync.mapping;

import org.jspecify.annotations.NullMarked;

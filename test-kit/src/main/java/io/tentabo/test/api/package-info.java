/** Keeps what clients were promised: a service's API may grow, not break. */
@NullMarked
package io.tentabo.test.api;

import org.jspecify.annotations.NullMarked;

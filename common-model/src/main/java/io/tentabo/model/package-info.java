/** Value types that all services share. */
@NullMarked
package io.tentabo.model;

import org.jspecify.annotations.NullMarked;

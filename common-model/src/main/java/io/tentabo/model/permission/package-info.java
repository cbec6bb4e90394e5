/** The names of what a caller may do, and the roles that every tenant has. */
@NullMarked
package io.tentabo.model.permission;

import org.jspecify.annotations.NullMarked;

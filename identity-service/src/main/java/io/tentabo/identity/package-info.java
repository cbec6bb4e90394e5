/** The identity service; one package per feature below. */
@NullMarked
package io.tentabo.identity;

import org.jspecify.annotations.NullMarked;

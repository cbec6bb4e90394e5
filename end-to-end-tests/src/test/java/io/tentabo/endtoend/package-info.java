/** The whole suite through its gateway, as its users meet it. */
@NullMarked
package io.tentabo.endtoend;

import org.jspecify.annotations.NullMarked;

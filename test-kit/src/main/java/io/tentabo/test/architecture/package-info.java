/** The suite's rules about its own code, as tests that each service runs. */
@NullMarked
package io.tentabo.test.architecture;

import org.jspecify.annotations.NullMarked;

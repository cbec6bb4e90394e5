/** A small application that hosts the tests of the kit. */
@NullMarked
package io.tentabo.kit.host;

import org.jspecify.annotations.NullMarked;

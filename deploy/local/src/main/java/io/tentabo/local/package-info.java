/** The whole suite on one machine: embedded servers, the four services as child processes, and a gateway before them. */
@NullMarked
package io.tentabo.local;

import org.jspecify.annotations.NullMarked;

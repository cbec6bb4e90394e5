/** The kit's encryption on real servers. */
@NullMarked
package io.tentabo.kit.host.crypto;

import org.jspecify.annotations.NullMarked;

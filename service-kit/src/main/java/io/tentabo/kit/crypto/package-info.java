/** Envelope encryption: values under a tenant's data key, data keys under a master key from the configuration. */
@NullMarked
package io.tentabo.kit.crypto;

import org.jspecify.annotations.NullMarked;

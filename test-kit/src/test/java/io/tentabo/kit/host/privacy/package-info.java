/** Tests of the export and erasure of persons. */
@NullMarked
package io.tentabo.kit.host.privacy;

import org.jspecify.annotations.NullMarked;

/** Export and erasure of what the service holds of one person, as jobs that survive every crash. */
@NullMarked
package io.tentabo.kit.privacy;

import org.jspecify.annotations.NullMarked;

/** Provider sync: keeps the vendor's own tools and the suite in step. */
@NullMarked
package io.tentabo.sync;

import org.jspecify.annotations.NullMarked;

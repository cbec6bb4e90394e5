/** What sync tells. */
@NullMarked
package io.tentabo.identity.integration.sync;

import org.jspecify.annotations.NullMarked;

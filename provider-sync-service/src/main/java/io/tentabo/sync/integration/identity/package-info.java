/** What the identity service's events change here. */
@NullMarked
package io.tentabo.sync.integration.identity;

import org.jspecify.annotations.NullMarked;

/** Pages for browsers: no script, no frame, nothing from elsewhere, and forms that no other site can send. */
@NullMarked
package io.tentabo.identity.page;

import org.jspecify.annotations.NullMarked;

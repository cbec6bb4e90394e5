/** Fields that both sides have changed and that a person decides. */
@NullMarked
package io.tentabo.sync.conflict;

import org.jspecify.annotations.NullMarked;

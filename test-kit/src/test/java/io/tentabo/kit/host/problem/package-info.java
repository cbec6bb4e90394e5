/** What the kit answers when things fail. */
@NullMarked
package io.tentabo.kit.host.problem;

import org.jspecify.annotations.NullMarked;

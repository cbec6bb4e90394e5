/** Representing and editing resources: JSON conventions, ETag and If-Match preconditions, JSON Merge Patch. */
@NullMarked
package io.tentabo.kit.editing;

import org.jspecify.annotations.NullMarked;

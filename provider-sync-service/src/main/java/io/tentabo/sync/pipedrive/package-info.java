/** The Pipedrive adapter: its API, its request budget, its way of linking leads to persons and organizations. */
@NullMarked
package io.tentabo.sync.pipedrive;

import org.jspecify.annotations.NullMarked;

/** What comes in: readings of the provider, their schedule and their log. */
@NullMarked
package io.tentabo.sync.run;

import org.jspecify.annotations.NullMarked;

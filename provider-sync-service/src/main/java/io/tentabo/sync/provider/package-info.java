/** What any CRM provider offers, whatever its API looks like. */
@NullMarked
package io.tentabo.sync.provider;

import org.jspecify.annotations.NullMarked;

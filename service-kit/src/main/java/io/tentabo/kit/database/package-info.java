/** Brings a service's schema up to date. */
@NullMarked
package io.tentabo.kit.database;

import org.jspecify.annotations.NullMarked;

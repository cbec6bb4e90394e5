/** Connections to providers: their address and credentials, test, activation, health and use. */
@NullMarked
package io.tentabo.sync.connection;

import org.jspecify.annotations.NullMarked;

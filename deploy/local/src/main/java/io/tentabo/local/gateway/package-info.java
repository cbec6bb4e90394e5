/** The reverse proxy that exposes the services under one address. */
@NullMarked
package io.tentabo.local.gateway;

import org.jspecify.annotations.NullMarked;

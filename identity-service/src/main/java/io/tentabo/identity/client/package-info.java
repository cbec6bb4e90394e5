/** Programs that act as a service account of their tenant, and the platform operator's client. */
@NullMarked
package io.tentabo.identity.client;

import org.jspecify.annotations.NullMarked;

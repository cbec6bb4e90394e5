/** Completes the OpenAPI document of every service with what is the same everywhere, when the service is built. */
@NullMarked
package io.tentabo.kit.openapi;

import org.jspecify.annotations.NullMarked;

/** Tests of the gateway against a service that tells what reached it. */
@NullMarked
package io.tentabo.local.gateway;

import org.jspecify.annotations.NullMarked;

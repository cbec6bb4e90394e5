/** The demo tenants, and a walk through the main job over HTTP. */
@NullMarked
package io.tentabo.local.demo;

import org.jspecify.annotations.NullMarked;

/** Keycloak as it is distributed, to sign people in at and to be measured against. */
@NullMarked
package io.tentabo.test.keycloak;

import org.jspecify.annotations.NullMarked;

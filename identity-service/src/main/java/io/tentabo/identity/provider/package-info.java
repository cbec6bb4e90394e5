/** The providers that people of a tenant prove themselves to: which there are, which one is in use, and how it is. */
@NullMarked
package io.tentabo.identity.provider;

import org.jspecify.annotations.NullMarked;

/** What those who run a tenant look into: events that could not be processed. */
@NullMarked
package io.tentabo.identity.operations;

import org.jspecify.annotations.NullMarked;

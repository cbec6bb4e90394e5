/** A stand-in for Pipedrive that speaks its documented HTTP API, with its limits and with faults on demand. */
@NullMarked
package io.tentabo.test.pipedrive;

import org.jspecify.annotations.NullMarked;

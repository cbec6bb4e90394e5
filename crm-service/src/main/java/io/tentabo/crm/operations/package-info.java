/** What those who run a tenant look into: its audit trail, and events that could not be processed. */
@NullMarked
package io.tentabo.crm.operations;

import org.jspecify.annotations.NullMarked;

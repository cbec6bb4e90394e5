/** What the provider sync service's events change here. */
@NullMarked
package io.tentabo.crm.integration.sync;

import org.jspecify.annotations.NullMarked;

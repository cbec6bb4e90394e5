/** What the CRM service's events change here. */
@NullMarked
package io.tentabo.sync.integration.crm;

import org.jspecify.annotations.NullMarked;

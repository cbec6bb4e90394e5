/** The CRM service: leads and the work that is done on them. */
@NullMarked
package io.tentabo.crm;

import org.jspecify.annotations.NullMarked;

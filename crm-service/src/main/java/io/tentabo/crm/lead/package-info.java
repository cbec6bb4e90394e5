/** Leads: from the first contact to the order that they become. */
@NullMarked
package io.tentabo.crm.lead;

import org.jspecify.annotations.NullMarked;

/** What is written down about a lead; internal notes stay with the tenant's staff. */
@NullMarked
package io.tentabo.crm.note;

import org.jspecify.annotations.NullMarked;

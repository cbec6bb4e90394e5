/** What is done about a lead: calls, meetings, tasks. */
@NullMarked
package io.tentabo.crm.activity;

import org.jspecify.annotations.NullMarked;

/** Customers: the end companies that are sold to. */
@NullMarked
package io.tentabo.crm.customer;

import org.jspecify.annotations.NullMarked;

/** What the resources of all features answer and accept alike. */
@NullMarked
package io.tentabo.billing.web;

import org.jspecify.annotations.NullMarked;

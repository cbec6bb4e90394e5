/** New tenants with their first administrator, created by platform operators. */
@NullMarked
package io.tentabo.identity.onboarding;

import org.jspecify.annotations.NullMarked;

/** Templates: versioned sets of features, roles and settings that a tenant installs, upgrades and removes. */
@NullMarked
package io.tentabo.identity.template;

import org.jspecify.annotations.NullMarked;

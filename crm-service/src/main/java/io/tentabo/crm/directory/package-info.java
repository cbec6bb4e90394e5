/** Users and settings of the tenant, as the identity service tells. */
@NullMarked
package io.tentabo.crm.directory;

import org.jspecify.annotations.NullMarked;

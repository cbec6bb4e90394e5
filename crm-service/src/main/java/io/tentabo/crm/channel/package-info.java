/** Which partners a distributor manages, as the identity service tells. */
@NullMarked
package io.tentabo.crm.channel;

import org.jspecify.annotations.NullMarked;

/** The audit of the whole suite: what every service recorded, in one list, one verification and one export. */
@NullMarked
package io.tentabo.identity.audit;

import org.jspecify.annotations.NullMarked;

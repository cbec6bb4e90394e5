/** Secrets that are good once: a mail carries them to whom they were made for, the database has their hashes only. */
@NullMarked
package io.tentabo.identity.onetime;

import org.jspecify.annotations.NullMarked;

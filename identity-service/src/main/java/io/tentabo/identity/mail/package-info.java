/** Mails to users: a queue that outlives the process, and who sends what waits in it. */
@NullMarked
package io.tentabo.identity.mail;

import org.jspecify.annotations.NullMarked;

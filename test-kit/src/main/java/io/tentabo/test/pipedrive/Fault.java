package io.tentabo.test.pipedrive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a request. */
public sealed interface Fault {

    /**
     * Answers with a status instead of doing anything. A 429 says so as Pipedrive does.
     *
     * @param retryAfter what the answer says of when to come back, null when it does not
     */
    record Refuse(int status, @Nullable Duration retryAfter) implements Fault {

        public Refuse(int status) {
            this(status, null);
        }
    }

    /** Answers with the HTML page of the content delivery network in front of Pipedrive. */
    record Block() implements Fault {}

    /** Does the work, but answers late. */
    record Delay(Duration by) implements Fault {}

    /** Does the work, then drops the connection: the client never learns the result. */
    record LoseResponse() implements Fault {}

    /** Drops the connection before doing anything. */
    record Disconnect() implements Fault {}
}

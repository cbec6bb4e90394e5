/** PostgreSQL and Kafka without containers, for tests and for running the suite on one machine. */
@NullMarked
package io.tentabo.test.servers;

import org.jspecify.annotations.NullMarked;

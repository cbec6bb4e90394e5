package io.tentabo.identity.selfservice;

import io.tentabo.identity.MailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Has a mail server that the service sends to, for as long as the tests of a class run. */
abstract class MailReadingTest {

    static MailServer mailServer;

    @BeforeAll
    static void openMailServer() {
        mailServer = MailServer.start();
    }

    @AfterAll
    static void closeMailServer() {
        mailServer.close();
    }
}

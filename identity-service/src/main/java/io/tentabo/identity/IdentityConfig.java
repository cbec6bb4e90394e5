package io.tentabo.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configuration of the identity service. */
@ConfigMapping(prefix = "tentabo.identity")
public interface IdentityConfig {

    /** Where the other services reach this one. */
    URI url();

    Operator operator();

    Session session();

    Keys keys();

    Passwords passwords();

    Attempts attempts();

    OneTimeTokens oneTimeTokens();

    Mails mails();

    Providers providers();

    Departures departures();

    Clients clients();

    ApiKeys apiKeys();

    Audit audit();

    /** The client by which platform operators sign in. Without a secret there is no such client. */
    interface Operator {

        @WithDefault("tentabo-operator")
        String clientId();

        Optional<String> clientSecret();
    }

    /** How long sessions live. */
    interface Session {

        /** The life of an access token. What changes about a user takes effect at the latest after this time. */
        @WithDefault("PT5M")
        Duration accessTokenLife();

        /** How long a refresh token may lie unused. */
        @WithDefault("P7D")
        Duration idle();

        /** When a session ends however busy it is. */
        @WithDefault("P30D")
        Duration absolute();

        /**
         * How long sessions are kept after their end, with the addresses that they came from; a month at least. Who has been
         * dormant for longer than that is judged by when they last signed in alone.
         */
        @WithDefault("P90D")
        Duration retention();

        /** How long a used refresh token answers with its very successor again, while that one is unused. */
        @WithDefault("PT10S")
        Duration replayGrace();
    }

    /** The life of signing keys. */
    interface Keys {

        /** How long a key signs. */
        @WithDefault("P30D")
        Duration rotateAfter();

        /** How long a key is published before it signs: longer than any verifier keeps a key set. */
        @WithDefault("PT1H")
        Duration publishBefore();

        /**
         * How long a key is published after it signed: longer than any session lives, because a client signs its user out
         * with the ID token of the session's beginning.
         */
        @WithDefault("P31D")
        Duration publishAfter();

        /** How often each replica reads the keys and, when it is due, rotates them. */
        @WithDefault("15s")
        String checkEvery();
    }

    /**
     * How passwords are hashed, by Argon2id. The cost is what OWASP recommends (Password Storage Cheat Sheet): 19 MiB, and
     * a core for some tens of milliseconds. A password that is stored at another cost is hashed anew when it is next given.
     */
    interface Passwords {

        /** KiB. */
        @WithDefault("19456")
        int memory();

        /** How often the memory is gone through. */
        @WithDefault("2")
        int iterations();

        /** How many are hashed at once; 0 means one per processor. */
        @WithDefault("0")
        int threads();

        /** How many may wait; one more is answered 503. */
        @WithDefault("64")
        int queue();
    }

    /** Programs with a client id and a secret. */
    interface Clients {

        /**
         * How long a client that has proved itself is let in at the same address without asking the database again: so
         * long may another replica still take an old secret, or grant what a service account may no longer do.
         */
        @WithDefault("PT5S")
        Duration remember();
    }

    /** Users' API keys. */
    interface ApiKeys {

        /** The life of a key that names none. */
        @WithDefault("P90D")
        Duration defaultLife();

        /** No key lives longer. */
        @WithDefault("P365D")
        Duration maxLife();

        /** How many good keys a user has at most. */
        @WithDefault("20")
        int maxPerUser();
    }

    /** How many failures are free before the back-off begins. */
    interface Attempts {

        /** For one user or client from one address. */
        @WithDefault("5")
        int perSubjectAndAddress();

        /** For one user or client from all unfamiliar addresses together. */
        @WithDefault("20")
        int perSubject();

        /** For one address, whomever it tries. */
        @WithDefault("30")
        int perAddress();
    }

    /** How long what a mail carries is good, from when the mail is sent. */
    interface OneTimeTokens {

        @WithDefault("P7D")
        Duration inviteLife();

        @WithDefault("P2D")
        Duration verifyEmailLife();

        @WithDefault("PT1H")
        Duration resetPasswordLife();
    }

    /** How mails leave. What else the server needs, such as port, user name and password, is quarkus.mailer.*. */
    interface Mails {

        /** The mail server. Without one no mail is sent, and the log says so. */
        Optional<String> host();

        /** The address that mails come from; the name before it is the tenant's. */
        @WithDefault("no-reply@localhost")
        String from();

        /** How often each replica looks for what is due. */
        @WithDefault("1s")
        String tick();

        /** How long the server may take for one mail. */
        @WithDefault("PT30S")
        Duration timeout();

        /** The pause after a first failure; it doubles with each further one. */
        @WithDefault("PT10S")
        Duration minBackOff();

        @WithDefault("PT1H")
        Duration maxBackOff();

        /** How often a mail is tried; with the pauses above, for half a day. It is given up earlier when it is of no use. */
        @WithDefault("20")
        int maxAttempts();

        /** How long after a mail for a new password the same user is sent no second one, whoever asks. */
        @WithDefault("PT2M")
        Duration resetInterval();

        /** How many invitations and verifications a tenant's people are sent within a day; more may be sent tomorrow. */
        @WithDefault("500")
        int mostPerDay();

        /** The least time that asking for a new password takes, so that it says nothing about what was found. */
        @WithDefault("PT0.2S")
        Duration resetAnswer();
    }

    /** The providers that tenants have their people prove themselves to. Asking one occupies a thread. */
    interface Providers {

        /**
         * Lets providers have private addresses. Where tenants are strangers, it would let their administrators reach
         * into the network of this service; where the directories of one house are asked, it is needed.
         */
        @WithDefault("false")
        boolean allowPrivateAddresses();

        /** How many are asked at once. */
        @WithDefault("32")
        int threads();

        /** How often one is asked at once: a slow one slows down its own people only. */
        @WithDefault("4")
        int threadsPerProvider();

        /** How many may wait for one; one more is answered 503. */
        @WithDefault("64")
        int queuePerProvider();

        /** How long somebody who signs in waits for a provider at most, in the queue and for its answers. */
        @WithDefault("PT10S")
        Duration timeLimit();

        /** How long after it was issued an ID token can be exchanged: what leaks later is of no use. */
        @WithDefault("PT5M")
        Duration idTokenAge();

        /** How often an active provider is asked whether people could sign in; each time up to a fifth later. */
        @WithDefault("PT5M")
        Duration checkEvery();

        /**
         * How often a directory is asked about its people who have sessions; each time up to a fifth later. Who is gone
         * or disabled there keeps a session for so long at most.
         */
        @WithDefault("PT15M")
        Duration sweepEvery();

        /** How long sessions go on while the directory cannot be asked, from when it last stood by their user. */
        @WithDefault("P1D")
        Duration sweepGrace();

        /** How often each replica looks for what is due of both. */
        @WithDefault("10s")
        String checkTick();
    }

    /** Exports and purges of tenants. */
    interface Departures {

        /** The services that take part beside this one: whose answers are waited for. */
        @WithDefault("crm,billing,sync")
        Set<String> services();
    }

    /** The audit of the whole suite. */
    interface Audit {

        /** Where the other services are asked for their records, by name. */
        Map<String, URI> services();

        /** How long a service may take for a page of records. */
        @WithDefault("PT5S")
        Duration readTimeout();

        /** How long a service may take to verify its chain: a million records take about half a minute. */
        @WithDefault("PT10M")
        Duration verificationTimeout();
    }
}

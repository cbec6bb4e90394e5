package io.tentabo.identity.mail;

import io.tentabo.identity.onetime.OneTimeToken;
import io.tentabo.identity.onetime.TokenPurpose;

/** What is about to be sent. */
record Letter(TokenPurpose purpose, Addressee addressee, OneTimeToken token) {}

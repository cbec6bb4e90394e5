package io.tentabo.identity.mail;

import io.tentabo.identity.onetime.TokenPurpose;
import java.util.UUID;

/**
 * A mail that was taken from the queue for one attempt.
 *
 * @param attempt counted from 1; who has it may report about this attempt only
 * @param ageSeconds since it was asked for
 */
record DueMail(UUID id, UUID userId, TokenPurpose purpose, int attempt, long ageSeconds) {}

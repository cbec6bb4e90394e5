package io.tentabo.identity.client;

import io.tentabo.identity.token.TokenSubject;

/**
 * A client that has proved itself.
 *
 * @param subject its service account, or the operator
 */
public record AuthenticatedClient(String clientId, TokenSubject subject) {}

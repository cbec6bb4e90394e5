package io.tentabo.identity.session;

import io.tentabo.identity.token.TokenGrant;
import java.util.UUID;

/**
 * The client that a session was begun for.
 *
 * @param id of its registration
 * @param grant what the user granted to it
 */
public record SessionClient(UUID id, TokenGrant grant) {}

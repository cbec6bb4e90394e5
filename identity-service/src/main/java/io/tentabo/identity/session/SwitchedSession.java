package io.tentabo.identity.session;

/**
 * What a switch yields.
 *
 * @param session that of the request, which goes on with these tokens
 * @param other the one that was begun in the other tenant
 */
record SwitchedSession(SessionView session, SessionView other) {}

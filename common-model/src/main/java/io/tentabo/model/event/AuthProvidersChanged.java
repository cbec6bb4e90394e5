package io.tentabo.model.event;

/**
 * A tenant has more or fewer authentication providers than before, or has put one to use or taken one out of it. They count
 * as integrations of its plan.
 *
 * @param count of all that it has
 * @param active how many of them are in use
 */
public record AuthProvidersChanged(int count, int active) {

    public static final String TYPE = "io.tentabo.identity.auth-providers.changed.v1";
}

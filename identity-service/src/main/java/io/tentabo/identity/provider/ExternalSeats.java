package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import java.util.UUID;

/** Finds or makes the seats of people who have proved themselves to the tenant's provider. */
public interface ExternalSeats {

    /**
     * The seat of a person, in the caller's tenant. A stranger gets one that waits for approval; of somebody known, name
     * and e-mail address become what the provider says. Whether the seat may sign in is not looked at.
     *
     * @return fails with {@link NoSeat} when there is none and can be none
     */
    Uni<UUID> of(Transaction tx, ProviderName provider, ExternalPerson person);

    /** A person has no seat and cannot get one. */
    final class NoSeat extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String reason;

        /** @param reason for the audit alone, e.g. {@code user.limit-reached} */
        public NoSeat(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }
}

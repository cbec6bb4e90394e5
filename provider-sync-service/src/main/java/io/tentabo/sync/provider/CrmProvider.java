package io.tentabo.sync.provider;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A CRM that leads are kept in step with. Every call may wait for the provider's limits, and fails with
 * {@link ProviderFailure} only. None of them may be made while a database transaction is open.
 */
public interface CrmProvider {

    /** As connections name it. */
    String name();

    /** Checks address and credentials, and answers the account that they belong to. */
    Uni<Account> test(ProviderSession session);

    /** The code of the custom field that carries our id on leads; makes the field where it does not exist. */
    Uni<String> markerField(ProviderSession session);

    /**
     * Finds or creates what a lead must be linked to.
     *
     * @param uncertainSince since when an earlier attempt may have created something without our learning its id
     */
    Uni<RemoteLinks> link(
            ProviderSession session, LeadParties parties, RemoteLinks known, @Nullable Instant uncertainSince);

    /** Finds a lead that carries our id among those with the same links; complete, not by way of a search index. */
    Uni<Optional<RemoteLead>> findMarked(ProviderSession session, UUID marker, RemoteLinks links);

    /** Creates a lead that carries our id. Not idempotent: after a failure look for it with {@link #findMarked}. */
    Uni<RemoteLead> create(ProviderSession session, UUID marker, LeadState state, RemoteLinks links);

    /** Reads a lead, or nothing when it does not exist any more. */
    Uni<Optional<RemoteLead>> get(ProviderSession session, String id);

    /** Whether a lead still exists, be it one that makes no sense. */
    Uni<Boolean> exists(ProviderSession session, String id);

    /** Sets some fields and answers the lead as it is afterwards. */
    Uni<RemoteLead> update(ProviderSession session, String id, LeadState state, Set<LeadField> fields);

    /** Deletes a lead; one that does not exist is deleted already. */
    Uni<Void> delete(ProviderSession session, String id);

    /**
     * Reads a page of the leads that changed, in no particular order.
     *
     * @param position null for the first page; otherwise what the page before it said, be it some time ago
     */
    Uni<LeadPage> changedSince(ProviderSession session, @Nullable Instant since, @Nullable String position);

    /** An account at the provider; its id is another one for every account, its name need not be. */
    record Account(String id, String name) {}

    /**
     * A page of leads; a lead may occur on several pages.
     *
     * @param readUpTo a time of the provider's up to which nothing is left to be read, as far as this page tells, once the
     *     reading has come to its end; null when it does not tell
     * @param next where the reading goes on, in the provider's own words; null on the last page
     */
    record LeadPage(
            List<RemoteLead> leads,
            List<Unreadable> unreadable,
            @Nullable Instant readUpTo,
            @Nullable String next) {}

    /** A record that makes no sense, and why. */
    record Unreadable(@Nullable String id, String reason) {}
}

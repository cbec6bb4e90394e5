package io.tentabo.sync.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.sync.provider.CrmProvider.LeadPage;
import io.tentabo.sync.provider.CrmProvider.Unreadable;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads changed leads page by page.
 *
 * <p>The API pages by offset, and offsets shift while people work: a lead that changes between two pages moves to the
 * end, and another slips past unseen. So the inbox is read in the order of change, and each page begins at the time at
 * which the last one ended; offsets are used only among leads of one and the same second. The archive cannot be filtered
 * by time: it is read from its latest change backwards until that is older than asked for. What slips through there is
 * found by the next complete reading.
 *
 * <p>The archive is read after the inbox, some minutes after it when there are limits to be waited out, and shows changes
 * from after that. They do not tell that the inbox was read up to them: it was up to the time at which its last page was
 * asked for. That is by our clock, and by Pipedrive's as long as the two differ by less than readings overlap.
 */
@ApplicationScoped
class LeadReading {

    private static final int PAGE = 500;
    private static final int COST = 20;

    private final PipedriveApi api;
    private final InstantSource clock;

    LeadReading(PipedriveApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * Where a reading stands.
     *
     * @param time inbox: at which the page begins; archive: at which the last page of the inbox was asked for
     * @param start how many leads to skip
     */
    record At(boolean archive, @Nullable Instant time, int start) {

        static At parse(String text) {
            String[] parts = text.split("/", -1);
            return new At(
                    "archive".equals(parts[0]),
                    parts[1].isEmpty() ? null : Instant.parse(parts[1]),
                    Integer.parseInt(parts[2]));
        }

        @Override
        public String toString() {
            return (archive ? "archive" : "inbox") + "/" + (time == null ? "" : time) + "/" + start;
        }
    }

    Uni<LeadPage> page(ProviderSession session, @Nullable Instant since, @Nullable String position) {
        At at = position == null ? new At(false, since, 0) : At.parse(position);
        ApiCall list = ApiCall.get(at.archive() ? "/v1/leads/archived" : "/v1/leads", COST)
                .with("sort", at.archive() ? "update_time DESC" : "update_time ASC")
                .with("updated_since", at.archive() ? null : at.time())
                .with("start", at.start())
                .with("limit", PAGE);
        Instant askedAt = clock.instant();
        return api.send(session, list).map(answer -> page(session, since, at, askedAt, answer));
    }

    private static LeadPage page(
            ProviderSession session, @Nullable Instant since, At at, Instant askedAt, JsonNode answer) {
        List<RemoteLead> leads = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        Instant last = at.archive() ? null : at.time();
        Instant latest = null;
        for (JsonNode entry : answer.path("data")) {
            try {
                last = LeadJson.time(entry.get("update_time"));
                latest = latest == null || last.isAfter(latest) ? last : latest;
                leads.add(LeadJson.read(entry, session.access().markerField()));
            } catch (RuntimeException e) {
                unreadable.add(new Unreadable(LeadJson.text(entry.get("id")), String.valueOf(e.getMessage())));
            }
        }
        At next = next(since, at, askedAt, answer, last);
        return new LeadPage(leads, unreadable, readUpTo(at, latest), next == null ? null : next.toString());
    }

    private static @Nullable Instant readUpTo(At at, @Nullable Instant latest) {
        if (!at.archive() || latest == null) {
            return latest;
        }
        Instant inboxReadAt = at.time();
        return inboxReadAt == null || latest.isBefore(inboxReadAt) ? latest : inboxReadAt;
    }

    private static @Nullable At next(
            @Nullable Instant since, At at, Instant askedAt, JsonNode answer, @Nullable Instant last) {
        boolean more = hasMore(answer);
        int size = answer.path("data").size();
        if (at.archive()) {
            boolean past = since != null && last != null && last.isBefore(since);
            return more && !past ? new At(true, at.time(), at.start() + size) : null;
        }
        if (!more) {
            return new At(true, askedAt, 0);
        }
        // A page that ends in the second in which it began can only be continued by its offset.
        return last == null || last.equals(at.time())
                ? new At(false, at.time(), at.start() + size)
                : new At(false, last, 0);
    }

    /** Leads answer with a flat envelope; other lists of the same version wrap it. */
    private static boolean hasMore(JsonNode answer) {
        JsonNode additional = answer.path("additional_data");
        JsonNode envelope = additional.has("pagination") ? additional.get("pagination") : additional;
        return envelope.path("more_items_in_collection").asBoolean();
    }
}

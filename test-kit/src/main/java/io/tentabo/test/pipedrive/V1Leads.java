package io.tentabo.test.pipedrive;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Leads still live in the first API version: offset pages in a flat envelope without {@code next_start}, times as
 * {@code YYYY-MM-DD HH:MM:SS}, custom fields at the root of the record.
 */
final class V1Leads {

    private static final Set<String> WRITABLE = Set.of(
            "title",
            "owner_id",
            "label_ids",
            "person_id",
            "organization_id",
            "is_archived",
            "was_seen",
            "value",
            "expected_close_date",
            "visible_to",
            "origin_id",
            "channel",
            "channel_id");
    private static final Set<String> SORTS =
            Set.of("id", "title", "owner_id", "was_seen", "expected_close_date", "add_time", "update_time");

    private final PipedriveAccount account;

    V1Leads(PipedriveAccount account) {
        this.account = account;
    }

    JsonObject list(MultiMap query, boolean archived) {
        int start = Math.max(0, V2Page.number(query, "start", 0));
        int limit = V2Page.limit(query, 100, 500);
        // The filter is documented for the inbox only; the archive ignores it.
        Instant since = archived ? null : V2Page.instant(query, "updated_since");
        List<JsonObject> matching = account.leads().stream()
                .filter(lead -> lead.getBoolean("is_archived") == archived)
                .filter(lead ->
                        since == null || !PipedriveAccount.updatedAt(lead).isBefore(since))
                .filter(lead -> references(lead, query, "person_id"))
                .filter(lead -> references(lead, query, "organization_id"))
                .sorted(order(query))
                .toList();
        int to = Math.min(start + limit, matching.size());
        List<JsonObject> page = start < to ? matching.subList(start, to) : List.of();
        return new JsonObject()
                .put("success", true)
                .put(
                        "data",
                        page.stream()
                                .map(V1Leads::shown)
                                .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new)))
                .put(
                        "additional_data",
                        new JsonObject()
                                .put("start", start)
                                .put("limit", limit)
                                .put("more_items_in_collection", to < matching.size()));
    }

    JsonObject get(String id) {
        return answer(account.lead(uuid(id)));
    }

    JsonObject create(JsonObject body) {
        return answer(account.createLead(writable(body)));
    }

    JsonObject change(String id, JsonObject body) {
        return answer(account.changeLead(uuid(id), writable(body)));
    }

    JsonObject delete(String id) {
        account.deleteLead(uuid(id));
        return new JsonObject().put("success", true).put("data", new JsonObject().put("id", id));
    }

    private static JsonObject answer(JsonObject lead) {
        return new JsonObject().put("success", true).put("data", shown(lead));
    }

    private static JsonObject shown(JsonObject lead) {
        return lead.copy()
                .put("add_time", shownTime(lead.getString("add_time")))
                .put("update_time", shownTime(lead.getString("update_time")));
    }

    private static String shownTime(String rfc3339) {
        return rfc3339.replace('T', ' ').replace("Z", "");
    }

    private static JsonObject writable(JsonObject body) {
        for (String member : body.fieldNames()) {
            if (!WRITABLE.contains(member) && member.length() != 40) {
                throw ApiFailure.invalid("Parameter '" + member + "' is not allowed");
            }
        }
        return body;
    }

    private static boolean references(JsonObject lead, MultiMap query, String member) {
        return !query.contains(member) || query.get(member).equals(String.valueOf(lead.getValue(member)));
    }

    private static Comparator<JsonObject> order(MultiMap query) {
        String sort = query.contains("sort") ? query.get("sort") : "add_time ASC";
        int space = sort.indexOf(' ');
        String member = space < 0 ? sort : sort.substring(0, space);
        if (!SORTS.contains(member)) {
            throw ApiFailure.invalid("Parameter 'sort' is invalid");
        }
        Comparator<JsonObject> order = Comparator.comparing(lead -> String.valueOf(lead.getValue(member)));
        return sort.toUpperCase(Locale.ROOT).endsWith(" DESC") ? order.reversed() : order;
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.invalid("Lead id must be a UUID");
        }
    }
}

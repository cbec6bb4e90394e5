package io.tentabo.test.pipedrive;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The records of one Pipedrive company. The API changes them, and so can a test or a demo, as a user of Pipedrive
 * would in its web application: without tokens and limits, but with the same checks. Safe for use from any thread.
 *
 * <p>Records keep the API's member names; times are RFC 3339 with whole seconds, because that is all Pipedrive shows.
 */
public final class PipedriveAccount {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
    private static final int USER_ID = 12_941_358;

    private final Clock clock;
    private final Map<Long, JsonObject> persons = new LinkedHashMap<>();
    private final Map<Long, JsonObject> organizations = new LinkedHashMap<>();
    private final Map<Long, JsonObject> deals = new LinkedHashMap<>();
    private final Map<UUID, JsonObject> leads = new LinkedHashMap<>();
    private final Map<String, JsonObject> dealFields = new LinkedHashMap<>();
    private long lastId = 100;

    PipedriveAccount(Clock clock) {
        this.clock = clock;
    }

    /** Everything the company holds, for {@link #restore} in a later process. */
    public synchronized JsonObject snapshot() {
        return new JsonObject()
                .put("lastId", lastId)
                .put("persons", new JsonArray(persons()))
                .put("organizations", new JsonArray(organizations()))
                .put("deals", new JsonArray(deals()))
                .put("leads", new JsonArray(leads()))
                .put("dealFields", new JsonArray(dealFields()));
    }

    /** Takes over what an earlier process held, in place of all that is here. */
    public synchronized void restore(JsonObject snapshot) {
        lastId = snapshot.getLong("lastId");
        refill(persons, snapshot.getJsonArray("persons"), entry -> entry.getLong("id"));
        refill(organizations, snapshot.getJsonArray("organizations"), entry -> entry.getLong("id"));
        refill(deals, snapshot.getJsonArray("deals"), entry -> entry.getLong("id"));
        refill(leads, snapshot.getJsonArray("leads"), entry -> UUID.fromString(entry.getString("id")));
        refill(dealFields, snapshot.getJsonArray("dealFields"), entry -> entry.getString("field_code"));
    }

    private static <K> void refill(Map<K, JsonObject> records, JsonArray entries, Function<JsonObject, K> key) {
        records.clear();
        for (int i = 0; i < entries.size(); i++) {
            JsonObject entry = entries.getJsonObject(i).copy();
            records.put(key.apply(entry), entry);
        }
    }

    /** Adds a custom field to deals, and thereby to leads; answers its 40-character code. */
    public synchronized String addDealField(String name, String type) {
        String code = "%016x%016x%08x"
                .formatted(RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextInt())
                .substring(0, 40);
        dealFields.put(
                code,
                new JsonObject()
                        .put("id", ++lastId)
                        .put("field_code", code)
                        .put("field_name", name)
                        .put("field_type", type)
                        .putNull("options")
                        .putNull("subfields")
                        .put("is_custom_field", true));
        return code;
    }

    public synchronized List<JsonObject> dealFields() {
        return copies(dealFields, any -> true);
    }

    /** Creates a person from {@code name}, {@code org_id}, {@code emails} and {@code phones}. */
    public synchronized JsonObject createPerson(JsonObject fields) {
        requireName(fields);
        requireReference(fields, "org_id", organizations);
        JsonObject person = skeleton().put("emails", new JsonArray()).put("phones", new JsonArray());
        return insert(persons, person.putNull("org_id").mergeIn(fields));
    }

    public synchronized JsonObject createOrganization(JsonObject fields) {
        requireName(fields);
        return insert(organizations, skeleton().putNull("address").mergeIn(fields));
    }

    public synchronized JsonObject createDeal(JsonObject fields) {
        if (fields.getString("title", "").isBlank()) {
            throw ApiFailure.invalid("Validation failed: title: Required");
        }
        JsonObject deal = skeleton()
                .put("status", "open")
                .put("is_archived", false)
                .putNull("person_id")
                .putNull("value")
                .putNull("currency");
        return insert(deals, deal.putNull("source_lead_id").mergeIn(fields));
    }

    /** Creates a lead; it must be linked to a person or an organization. */
    public synchronized JsonObject createLead(JsonObject fields) {
        JsonObject lead = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("owner_id", USER_ID)
                .put("creator_id", USER_ID)
                .put("label_ids", new JsonArray())
                .putNull("value")
                .putNull("expected_close_date")
                .putNull("person_id")
                .putNull("organization_id")
                .put("is_archived", false)
                .put("source_name", "API")
                .put("origin", "API")
                .put("was_seen", false)
                .putNull("next_activity_id")
                .put("add_time", now())
                .put("update_time", now());
        checkLead(lead.mergeIn(fields));
        leads.put(UUID.fromString(lead.getString("id")), lead);
        return lead.copy();
    }

    public synchronized JsonObject person(long id) {
        return found(persons, id, "Person");
    }

    public synchronized JsonObject organization(long id) {
        return found(organizations, id, "Organization");
    }

    public synchronized JsonObject deal(long id) {
        return found(deals, id, "Deal");
    }

    public synchronized JsonObject lead(UUID id) {
        return found(leads, id, "Lead");
    }

    public synchronized List<JsonObject> persons() {
        return copies(persons, any -> true);
    }

    public synchronized List<JsonObject> organizations() {
        return copies(organizations, any -> true);
    }

    public synchronized List<JsonObject> deals() {
        return copies(deals, any -> true);
    }

    public synchronized List<JsonObject> leads() {
        return copies(leads, any -> true);
    }

    public synchronized JsonObject changePerson(long id, JsonObject change) {
        requireReference(change, "org_id", organizations);
        return changed(persons, id, "Person", change);
    }

    public synchronized JsonObject changeOrganization(long id, JsonObject change) {
        return changed(organizations, id, "Organization", change);
    }

    public synchronized JsonObject changeDeal(long id, JsonObject change) {
        return changed(deals, id, "Deal", change);
    }

    public synchronized JsonObject changeLead(UUID id, JsonObject change) {
        checkLead(found(leads, id, "Lead").mergeIn(change));
        return changed(leads, id, "Lead", change);
    }

    public synchronized void deletePerson(long id) {
        found(persons, id, "Person");
        persons.remove(id);
    }

    public synchronized void deleteOrganization(long id) {
        found(organizations, id, "Organization");
        organizations.remove(id);
    }

    public synchronized void deleteDeal(long id) {
        found(deals, id, "Deal");
        deals.remove(id);
    }

    /** Deletes a lead for good: it is in no list afterwards, and reading it answers 404. */
    public synchronized void deleteLead(UUID id) {
        found(leads, id, "Lead");
        leads.remove(id);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private JsonObject skeleton() {
        return new JsonObject()
                .put("id", ++lastId)
                .put("owner_id", USER_ID)
                .put("is_deleted", false)
                .put("custom_fields", new JsonObject())
                .put("add_time", now())
                .put("update_time", now());
    }

    private static JsonObject insert(Map<Long, JsonObject> records, JsonObject entry) {
        records.put(entry.getLong("id"), entry);
        return entry.copy();
    }

    private <K> JsonObject changed(Map<K, JsonObject> records, K id, String what, JsonObject change) {
        JsonObject entry = found(records, id, what).mergeIn(change).put("update_time", now());
        records.put(id, entry);
        return entry.copy();
    }

    private static <K> JsonObject found(Map<K, JsonObject> records, K id, String what) {
        JsonObject entry = records.get(id);
        if (entry == null) {
            throw ApiFailure.notFound(what);
        }
        return entry.copy();
    }

    private static <K> List<JsonObject> copies(Map<K, JsonObject> records, Predicate<JsonObject> filter) {
        return records.values().stream().filter(filter).map(JsonObject::copy).toList();
    }

    private static void requireName(JsonObject fields) {
        if (fields.getString("name", "").isBlank()) {
            throw ApiFailure.invalid("Validation failed: name: Required");
        }
    }

    private void checkLead(JsonObject lead) {
        if (lead.getString("title", "").isBlank()) {
            throw ApiFailure.invalid("Title is required and cannot be empty.");
        }
        if (lead.getValue("person_id") == null && lead.getValue("organization_id") == null) {
            throw ApiFailure.invalid("A lead must be linked to a person or an organization.");
        }
        requireReference(lead, "person_id", persons);
        requireReference(lead, "organization_id", organizations);
        JsonObject value = lead.getJsonObject("value");
        if (value != null && (value.getValue("amount") == null || value.getString("currency") == null)) {
            throw ApiFailure.invalid("Both amount and currency are required for a lead's value.");
        }
        for (String member : lead.fieldNames()) {
            if (member.length() == 40 && !dealFields.containsKey(member)) {
                throw ApiFailure.invalid("Unknown custom field " + member);
            }
        }
    }

    private static void requireReference(JsonObject fields, String member, Map<Long, JsonObject> records) {
        Long id = fields.getLong(member);
        if (id != null && !records.containsKey(id)) {
            throw ApiFailure.invalid(member + " does not exist");
        }
    }

    static Instant updatedAt(JsonObject entry) {
        return Instant.parse(entry.getString("update_time"));
    }
}

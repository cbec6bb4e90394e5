package io.tentabo.sync.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.sync.provider.LeadParties;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLinks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The organization and the person that a lead is linked to: found by exact name or e-mail, otherwise created.
 *
 * <p>Search lags behind writing. So after an attempt of unknown result the records changed since then are listed as
 * well, which shows what a lost answer has left behind.
 */
@ApplicationScoped
class PartyLinks {

    private static final int SEARCH_COST = 20;
    private static final int LIST_COST = 10;
    private static final int WRITE_COST = 5;
    /** Our clock and theirs differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final PipedriveApi api;
    private final ObjectMapper json;

    PartyLinks(PipedriveApi api, ObjectMapper json) {
        this.api = api;
        this.json = json;
    }

    Uni<RemoteLinks> link(
            ProviderSession session, LeadParties parties, RemoteLinks known, @Nullable Instant uncertainSince) {
        return organization(session, parties, known, uncertainSince)
                .chain(organization -> person(session, parties, known, organization.orElse(null), uncertainSince)
                        .map(person -> new RemoteLinks(organization.orElse(null), person.orElse(null))));
    }

    private Uni<Optional<String>> organization(
            ProviderSession session, LeadParties parties, RemoteLinks known, @Nullable Instant uncertainSince) {
        String name = parties.organizationName();
        if (known.organizationId() != null || name == null) {
            return Uni.createFrom().item(Optional.ofNullable(known.organizationId()));
        }
        ObjectNode body = json.createObjectNode().put("name", name);
        return findOrCreate(session, "organizations", "name", name, body, uncertainSince, hasName(name));
    }

    private Uni<Optional<String>> person(
            ProviderSession session,
            LeadParties parties,
            RemoteLinks known,
            @Nullable String organizationId,
            @Nullable Instant uncertainSince) {
        String name = parties.personName();
        String email = parties.contactEmail();
        if (known.personId() != null || name == null) {
            return Uni.createFrom().item(Optional.ofNullable(known.personId()));
        }
        ObjectNode body = json.createObjectNode().put("name", name);
        if (organizationId != null) {
            body.put("org_id", Long.parseLong(organizationId));
        }
        if (email != null) {
            body.putArray("emails")
                    .addObject()
                    .put("value", email)
                    .put("primary", true)
                    .put("label", "work");
        }
        if (parties.contactPhone() != null) {
            body.putArray("phones")
                    .addObject()
                    .put("value", parties.contactPhone())
                    .put("primary", true)
                    .put("label", "work");
        }
        if (email != null) {
            return findOrCreate(session, "persons", "email", email, body, uncertainSince, hasEmail(email));
        }
        // A name alone is no person: many share it. One of the same organization is taken to be the same.
        Predicate<JsonNode> same = person -> hasName(name).test(person)
                && organizationId != null
                && organizationId.equals(person.path("org_id").asText());
        return listed(session, "persons", uncertainSince, same)
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : create(session, "persons", body));
    }

    private Uni<Optional<String>> findOrCreate(
            ProviderSession session,
            String collection,
            String searchedField,
            String term,
            ObjectNode body,
            @Nullable Instant uncertainSince,
            Predicate<JsonNode> same) {
        return search(session, collection, searchedField, term, same)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : listed(session, collection, uncertainSince, same))
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : create(session, collection, body));
    }

    private Uni<Optional<String>> search(
            ProviderSession session, String collection, String field, String term, Predicate<JsonNode> same) {
        ApiCall search = ApiCall.get("/api/v2/" + collection + "/search", SEARCH_COST)
                .with("term", term)
                .with("fields", field)
                .with("exact_match", true)
                .with("limit", 10);
        return api.send(session, search).map(answer -> StreamSupport.stream(
                        answer.path("data").path("items").spliterator(), false)
                .map(item -> item.path("item"))
                .filter(same)
                .map(item -> item.path("id").asText())
                .findFirst());
    }

    /** Looks through what changed since an uncertain attempt; nothing when no attempt is uncertain. */
    private Uni<Optional<String>> listed(
            ProviderSession session, String collection, @Nullable Instant uncertainSince, Predicate<JsonNode> same) {
        if (uncertainSince == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return listed(session, collection, uncertainSince.minus(CLOCK_SKEW), same, null);
    }

    private Uni<Optional<String>> listed(
            ProviderSession session,
            String collection,
            Instant since,
            Predicate<JsonNode> same,
            @Nullable String cursor) {
        ApiCall list = ApiCall.get("/api/v2/" + collection, LIST_COST)
                .with("updated_since", since)
                .with("sort_by", "id")
                .with("sort_direction", "asc")
                .with("limit", 500)
                .with("cursor", cursor);
        return api.send(session, list).chain(page -> {
            Optional<String> found = StreamSupport.stream(page.path("data").spliterator(), false)
                    .filter(same)
                    .map(entry -> entry.path("id").asText())
                    .findFirst();
            String next = LeadJson.text(page.path("additional_data").get("next_cursor"));
            return found.isPresent() || next == null
                    ? Uni.createFrom().item(found)
                    : listed(session, collection, since, same, next);
        });
    }

    private Uni<Optional<String>> create(ProviderSession session, String collection, ObjectNode body) {
        return api.send(session, ApiCall.post("/api/v2/" + collection, body, WRITE_COST))
                .map(answer -> Optional.of(answer.path("data").path("id").asText()));
    }

    private static Predicate<JsonNode> hasName(String name) {
        return entry ->
                name.strip().equalsIgnoreCase(entry.path("name").asText().strip());
    }

    /** Lists give an address as an object, search as text. */
    private static Predicate<JsonNode> hasEmail(String email) {
        String wanted = email.toLowerCase(Locale.ROOT);
        return entry -> StreamSupport.stream(entry.path("emails").spliterator(), false)
                .map(address -> address.isTextual()
                        ? address.asText()
                        : address.path("value").asText())
                .anyMatch(address -> address.toLowerCase(Locale.ROOT).equals(wanted));
    }
}

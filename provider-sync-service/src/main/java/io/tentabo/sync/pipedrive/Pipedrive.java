package io.tentabo.sync.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.sync.provider.CrmProvider;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadParties;
import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderFailure.Kind;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.sync.provider.RemoteLinks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Pipedrive's leads. They live in the first version of its API, everything around them in the second. */
@ApplicationScoped
class Pipedrive implements CrmProvider {

    private static final String MARKER_NAME = "Tentabo lead id";
    private static final int FIND_PAGE = 500;

    private final PipedriveApi api;
    private final PartyLinks parties;
    private final LeadReading reading;
    private final ObjectMapper json;

    Pipedrive(PipedriveApi api, PartyLinks parties, LeadReading reading, ObjectMapper json) {
        this.api = api;
        this.parties = parties;
        this.reading = reading;
        this.json = json;
    }

    @Override
    public String name() {
        return "pipedrive";
    }

    @Override
    public Uni<Account> test(ProviderSession session) {
        return api.send(session, ApiCall.get("/v1/users/me", 2)).map(answer -> {
            JsonNode user = answer.path("data");
            String company = LeadJson.text(user.get("company_id"));
            if (company == null) {
                throw new ProviderFailure(Kind.UNAVAILABLE, "Pipedrive's answer names no company.");
            }
            return new Account(company, user.path("company_name").asText("unnamed company"));
        });
    }

    /** Leads have no fields of their own: they inherit those of deals. */
    @Override
    public Uni<String> markerField(ProviderSession session) {
        return findMarkerField(session, null).chain(found -> {
            if (found.isPresent()) {
                return Uni.createFrom().item(found.get());
            }
            ObjectNode field =
                    json.createObjectNode().put("field_name", MARKER_NAME).put("field_type", "varchar");
            return api.send(session, ApiCall.post("/api/v2/dealFields", field, 5))
                    .map(answer -> answer.path("data").path("field_code").asText());
        });
    }

    private Uni<Optional<String>> findMarkerField(ProviderSession session, @Nullable String cursor) {
        ApiCall list = ApiCall.get("/api/v2/dealFields", 10).with("limit", 500).with("cursor", cursor);
        return api.send(session, list).chain(page -> {
            Optional<String> found = StreamSupport.stream(page.path("data").spliterator(), false)
                    .filter(field -> MARKER_NAME.equals(field.path("field_name").asText()))
                    .map(field -> field.path("field_code").asText())
                    .findFirst();
            String next = LeadJson.text(page.path("additional_data").get("next_cursor"));
            return found.isPresent() || next == null ? Uni.createFrom().item(found) : findMarkerField(session, next);
        });
    }

    @Override
    public Uni<RemoteLinks> link(
            ProviderSession session, LeadParties about, RemoteLinks known, @Nullable Instant uncertainSince) {
        return parties.link(session, about, known, uncertainSince);
    }

    @Override
    public Uni<Optional<RemoteLead>> findMarked(ProviderSession session, UUID marker, RemoteLinks links) {
        return findMarked(session, "/v1/leads", marker, links, 0)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : findMarked(session, "/v1/leads/archived", marker, links, 0));
    }

    private Uni<Optional<RemoteLead>> findMarked(
            ProviderSession session, String path, UUID marker, RemoteLinks links, int start) {
        ApiCall list = ApiCall.get(path, 20)
                .with("organization_id", links.organizationId())
                .with("person_id", links.organizationId() == null ? links.personId() : null)
                .with("start", start)
                .with("limit", FIND_PAGE);
        String field = Objects.requireNonNull(session.access().markerField());
        return api.send(session, list).chain(page -> {
            Optional<RemoteLead> found = StreamSupport.stream(page.path("data").spliterator(), false)
                    .filter(lead -> marker.toString().equals(lead.path(field).asText()))
                    .map(lead -> LeadJson.read(lead, field))
                    .findFirst();
            return found.isPresent() || page.path("data").size() < FIND_PAGE
                    ? Uni.createFrom().item(found)
                    : findMarked(session, path, marker, links, start + FIND_PAGE);
        });
    }

    @Override
    public Uni<RemoteLead> create(ProviderSession session, UUID marker, LeadState state, RemoteLinks links) {
        String field = Objects.requireNonNull(session.access().markerField());
        return api.send(session, ApiCall.post("/v1/leads", LeadJson.create(json, state, links, field, marker), 10))
                .map(answer -> lead(session, answer));
    }

    @Override
    public Uni<Optional<RemoteLead>> get(ProviderSession session, String id) {
        return api.send(session, ApiCall.get("/v1/leads/" + id, 2))
                .map(answer -> Optional.of(lead(session, answer)))
                .onFailure(Pipedrive::isGone)
                .recoverWithItem(Optional.empty());
    }

    @Override
    public Uni<Boolean> exists(ProviderSession session, String id) {
        return api.send(session, ApiCall.get("/v1/leads/" + id, 2))
                .replaceWith(true)
                .onFailure(Pipedrive::isGone)
                .recoverWithItem(false);
    }

    @Override
    public Uni<RemoteLead> update(ProviderSession session, String id, LeadState state, Set<LeadField> fields) {
        return api.send(session, ApiCall.patch("/v1/leads/" + id, LeadJson.changes(json, state, fields), 10))
                .map(answer -> lead(session, answer));
    }

    @Override
    public Uni<Void> delete(ProviderSession session, String id) {
        return api.send(session, ApiCall.delete("/v1/leads/" + id, 6))
                .replaceWithVoid()
                .onFailure(Pipedrive::isGone)
                .recoverWithNull();
    }

    @Override
    public Uni<LeadPage> changedSince(ProviderSession session, @Nullable Instant since, @Nullable String position) {
        return reading.page(session, since, position);
    }

    private static RemoteLead lead(ProviderSession session, JsonNode answer) {
        try {
            return LeadJson.read(answer.path("data"), session.access().markerField());
        } catch (RuntimeException e) {
            throw new ProviderFailure(Kind.UNAVAILABLE, "Pipedrive's answer is no lead: " + e.getMessage());
        }
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof ProviderFailure known && known.kind() == Kind.NOT_FOUND;
    }
}

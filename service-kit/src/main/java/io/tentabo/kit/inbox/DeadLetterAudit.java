package io.tentabo.kit.inbox;

import io.tentabo.kit.audit.AuditEntry;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Map;
import java.util.UUID;

/** What the audit keeps of what people do with dead letters: never a payload, which may hold anything. */
final class DeadLetterAudit {

    private static final String ENTITY = "dead-letter";

    private DeadLetterAudit() {}

    static AuditEntry discarded(String before, Row letter) {
        return AuditEntry.of(
                "dead-letter.discarded",
                ENTITY,
                letter.getUUID("id"),
                Map.of("status", before),
                Map.of("status", letter.getString("status"), "discardReason", letter.getString("discard_reason")));
    }

    static AuditEntry replayed(Row letter) {
        return AuditEntry.of(
                "dead-letter.replayed",
                ENTITY,
                letter.getUUID("id"),
                Map.of("status", letter.getString("status")),
                Map.of("status", DeadLetterStatus.REPLAYED));
    }

    static AuditEntry replayFailed(UUID id, String reason) {
        return AuditEntry.of("dead-letter.replay-failed", ENTITY, id, null, Map.of("reason", reason));
    }
}

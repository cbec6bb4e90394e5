package io.tentabo.identity.departure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tentabo.identity.token.SignedStatements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The signed word of what was exported or deleted. */
@Singleton
class DepartureReports {

    private static final String TYPE = "tentabo-tenant-report+jws";

    private final SignedStatements statements;
    private final ObjectMapper json;

    DepartureReports(SignedStatements statements, ObjectMapper json) {
        this.statements = statements;
        this.json = json;
    }

    String sign(Departure departure, List<ServiceAnswer> answers, Instant completedAt) {
        ObjectNode report = statements
                .statement(departure.id(), completedAt)
                .put("kind", departure.kind().name())
                .put("tenantId", departure.tenantId().toString())
                .put("tenantSlug", departure.tenantSlug())
                .put("requestedBy", departure.requestedBy().toString())
                .put("requestedAt", departure.requestedAt().toString())
                .put("completedAt", completedAt.toString());
        if (departure.exportId() != null) {
            report.put("exportId", departure.exportId().toString());
        }
        report.set("services", json.valueToTree(answers));
        return statements.sign(TYPE, report);
    }
}

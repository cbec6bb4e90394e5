package io.tentabo.identity.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tentabo.identity.token.SignedStatements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The signed word of what was exported or erased of a person. */
@Singleton
class PrivacyReports {

    private static final String TYPE = "tentabo-person-report+jws";

    private final SignedStatements statements;
    private final ObjectMapper json;

    PrivacyReports(SignedStatements statements, ObjectMapper json) {
        this.statements = statements;
        this.json = json;
    }

    String sign(PrivacyRequest request, List<ServiceOutcome> answers, Instant completedAt) {
        ObjectNode report = statements
                .statement(request.id(), completedAt)
                .put("kind", request.kind().name())
                .put("tenantId", request.tenantId().toString())
                .put("requestedBy", request.requestedBy().toString())
                .put("requestedAt", request.requestedAt().toString())
                .put("completedAt", completedAt.toString());
        report.set("userIds", json.valueToTree(request.userIds()));
        report.set("services", json.valueToTree(answers));
        return statements.sign(TYPE, report);
    }
}

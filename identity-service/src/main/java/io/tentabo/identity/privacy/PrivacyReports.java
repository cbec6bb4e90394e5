package io.tentabo.identity.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tentabo.identity.token.SignedStatements;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The signed word of what was exported or erased of a person. */
@Singleton
class PrivacyReports {

    private static final String TYPE = "tentabo-person-report+jws";

    private final SignedStatements statements;
    private final ObjectMapper json;
    private final String issuer;

    PrivacyReports(
            SignedStatements statements,
            ObjectMapper json,
            @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.statements = statements;
        this.json = json;
        this.issuer = issuer;
    }

    String sign(PrivacyRequest request, List<ServiceOutcome> answers, Instant completedAt) {
        ObjectNode report = json.createObjectNode()
                .put("iss", issuer)
                .put("iat", completedAt.getEpochSecond())
                .put("jti", request.id().toString())
                .put("kind", request.kind().name())
                .put("tenantId", request.tenantId().toString())
                .put("requestedBy", request.requestedBy().toString())
                .put("requestedAt", request.requestedAt().toString())
                .put("completedAt", completedAt.toString());
        report.set("userIds", json.valueToTree(request.userIds()));
        report.set("services", json.valueToTree(answers));
        try {
            return statements.sign(TYPE, json.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

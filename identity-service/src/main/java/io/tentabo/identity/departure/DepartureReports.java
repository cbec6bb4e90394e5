package io.tentabo.identity.departure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tentabo.identity.token.SignedStatements;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The signed word of what was exported or deleted. */
@Singleton
class DepartureReports {

    private static final String TYPE = "tentabo-tenant-report+jws";

    private final SignedStatements statements;
    private final ObjectMapper json;
    private final String issuer;

    DepartureReports(
            SignedStatements statements,
            ObjectMapper json,
            @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.statements = statements;
        this.json = json;
        this.issuer = issuer;
    }

    String sign(Departure departure, List<ServiceAnswer> answers, Instant completedAt) {
        ObjectNode report = json.createObjectNode()
                .put("iss", issuer)
                .put("iat", completedAt.getEpochSecond())
                .put("jti", departure.id().toString())
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
        try {
            return statements.sign(TYPE, json.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

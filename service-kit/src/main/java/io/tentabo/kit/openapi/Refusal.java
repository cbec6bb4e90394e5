package io.tentabo.kit.openapi;

import io.tentabo.kit.idempotency.IdempotencyProblems;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The refusals that are the same everywhere, each described once in a document. */
enum Refusal {
    MALFORMED(CommonProblems.VALIDATION, "The request cannot be read, or breaks the rules of its schema"),
    UNAUTHENTICATED(CommonProblems.UNAUTHENTICATED, "The access token or API key is missing or not valid"),
    FORBIDDEN(CommonProblems.FORBIDDEN, "The caller may not do this, or its tenant is suspended"),
    NOT_FOUND(CommonProblems.NOT_FOUND, "There is none, or the caller must not see it"),
    STALE_VERSION(CommonProblems.STALE_VERSION, "It has changed since the client read it"),
    KEY_REUSED(IdempotencyProblems.KEY_REUSED, "The Idempotency-Key was used for another request");

    private final ProblemType type;
    private final String description;

    Refusal(ProblemType type, String description) {
        this.type = type;
        this.description = description;
    }

    static void addTo(OpenAPI document) {
        for (Refusal refusal : values()) {
            document.getComponents().addResponse(refusal.type.code(), refusal.response());
        }
    }

    String status() {
        return String.valueOf(type.status().getStatusCode());
    }

    String description() {
        return description;
    }

    /** As an operation names it. */
    APIResponse reference() {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + type.code());
    }

    private APIResponse response() {
        Content content = ProblemSchema.content();
        content.getMediaTypes().values().forEach(media -> media.setExample(example()));
        return OASFactory.createAPIResponse().description(description).content(content);
    }

    private Map<String, Object> example() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", type.uri().toString());
        example.put("title", type.title());
        example.put("status", type.status().getStatusCode());
        example.put("code", type.code());
        return example;
    }
}

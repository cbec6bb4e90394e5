package io.tentabo.kit.editing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tentabo.kit.problem.CommonProblems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies JSON Merge Patch documents (RFC 7396) to the editable part of a resource. */
@ApplicationScoped
public class MergePatch {

    /** Of a merge patch document. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper mapper;
    private final Validator validator;

    MergePatch(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * The state after the patch: members that the patch names are replaced, those it sets to null are removed.
     *
     * @param current the editable fields, as a record
     * @param type that record's class, registered for reflection
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for an unknown member or one of the wrong type
     * @throws ConstraintViolationException when the patched state is not valid
     */
    public <T> T apply(T current, ObjectNode patch, Class<T> type) {
        ObjectNode target = mapper.valueToTree(current);
        T patched = read(merge(target, patch), type);
        Set<ConstraintViolation<T>> violations = validator.validate(patched);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return patched;
    }

    private <T> T read(JsonNode merged, Class<T> type) {
        try {
            return mapper.treeToValue(merged, type);
        } catch (UnrecognizedPropertyException e) {
            throw CommonProblems.MALFORMED.with("There is no editable member " + e.getPropertyName() + ".");
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            throw CommonProblems.MALFORMED.with("The member " + path + " has a value of the wrong type.");
        } catch (JsonProcessingException e) {
            throw CommonProblems.MALFORMED.with("The patch does not fit this resource.");
        }
    }

    private static JsonNode merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode nested) {
                ObjectNode base = target.get(name) instanceof ObjectNode object ? object : target.objectNode();
                target.set(name, merge(base, nested));
            } else {
                target.set(name, value);
            }
        });
        return target;
    }
}

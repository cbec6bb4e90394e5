package io.tentabo.kit.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.Provider;

/** What clients are told about input that the framework cannot read, and would answer in ways of its own. */
final class MalformedInput {

    /** Before the mappers of the problem library, which have 999. */
    static final int BEFORE_OTHERS = 500;

    private MalformedInput() {}

    /** A body that is JSON, but of another shape, e.g. an array where an object is expected. */
    @Provider
    @Priority(MalformedInput.BEFORE_OTHERS)
    static final class ShapeMapper extends ExceptionMapperBase<MismatchedInputException> {

        @Override
        protected HttpProblem toProblem(MismatchedInputException failure) {
            String member = failure.getPath().isEmpty()
                    ? "body"
                    : "member " + failure.getPath().getLast().getFieldName();
            return CommonProblems.MALFORMED.with("The " + member + " has a value of the wrong type.");
        }
    }

    /**
     * A parameter that is no value of its type. Jakarta REST calls that not found; a filter that nobody can apply is
     * malformed instead.
     */
    @Provider
    @Priority(MalformedInput.BEFORE_OTHERS)
    static final class ParameterMapper extends ExceptionMapperBase<NotFoundException> {

        @Override
        protected HttpProblem toProblem(NotFoundException failure) {
            return failure.getCause() == null
                    ? CommonProblems.NOT_FOUND.with("There is no such resource.")
                    : CommonProblems.MALFORMED.with("A parameter has a value of the wrong type.");
        }
    }
}

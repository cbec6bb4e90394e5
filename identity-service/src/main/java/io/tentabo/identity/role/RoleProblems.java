package io.tentabo.identity.role;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about roles. */
final class RoleProblems {

    // Not 422 from Status: JAX-RS 3.1 has no constant for it.
    static final ProblemType UNKNOWN = new ProblemType("role.unknown", Status.BAD_REQUEST, "Unknown role");

    static final ProblemType BEYOND_OWN = new ProblemType(
            "role.beyond-own-permissions", Status.FORBIDDEN, "Roles beyond the caller's own permissions");

    private RoleProblems() {}
}

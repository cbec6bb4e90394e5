package io.tentabo.identity.role;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about roles. */
final class RoleProblems {

    static final ProblemType UNKNOWN = new ProblemType("role.unknown", Status.BAD_REQUEST, "Unknown role");
    static final ProblemType BEYOND_OWN = new ProblemType(
            "role.beyond-own-permissions", Status.FORBIDDEN, "Roles beyond the caller's own permissions");
    static final ProblemType UNKNOWN_PERMISSION =
            new ProblemType("role.unknown-permission", ProblemType.UNPROCESSABLE, "Unknown permission");
    static final ProblemType NAME_TAKEN =
            new ProblemType("role.name-taken", Status.CONFLICT, "Another role has this name");
    static final ProblemType SYSTEM =
            new ProblemType("role.of-the-system", Status.CONFLICT, "A role of the system cannot be changed");
    static final ProblemType IN_USE = new ProblemType("role.in-use", Status.CONFLICT, "Users hold the role");

    private RoleProblems() {}
}

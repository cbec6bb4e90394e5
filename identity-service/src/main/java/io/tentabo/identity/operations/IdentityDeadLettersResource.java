package io.tentabo.identity.operations;

import io.tentabo.kit.inbox.DeadLetterResource;
import jakarta.ws.rs.Path;

/** Events of other services that this one could not process. */
@Path("/identity/v1/dead-letters")
public class IdentityDeadLettersResource extends DeadLetterResource {}

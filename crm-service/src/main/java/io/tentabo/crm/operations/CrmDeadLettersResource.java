package io.tentabo.crm.operations;

import io.tentabo.kit.inbox.DeadLetterResource;
import jakarta.ws.rs.Path;

/** Events of other services that this one could not process. */
@Path("/crm/v1/dead-letters")
public class CrmDeadLettersResource extends DeadLetterResource {}

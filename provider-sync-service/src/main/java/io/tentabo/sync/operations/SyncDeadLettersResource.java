package io.tentabo.sync.operations;

import io.tentabo.kit.inbox.DeadLetterResource;
import jakarta.ws.rs.Path;

/** Events of other services that this one could not process. */
@Path("/sync/v1/dead-letters")
public class SyncDeadLettersResource extends DeadLetterResource {}

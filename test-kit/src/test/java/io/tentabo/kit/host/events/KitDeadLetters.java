package io.tentabo.kit.host.events;

import io.tentabo.kit.inbox.DeadLetterResource;
import jakarta.ws.rs.Path;

/** As each service declares it. */
@Path("/kit/v1/dead-letters")
public class KitDeadLetters extends DeadLetterResource {}

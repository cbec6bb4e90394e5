package io.tentabo.billing.operations;

import io.tentabo.kit.inbox.DeadLetterResource;
import jakarta.ws.rs.Path;

/** Events of other services that this one could not process. */
@Path("/billing/v1/dead-letters")
public class BillingDeadLettersResource extends DeadLetterResource {}

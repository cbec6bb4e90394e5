package io.tentabo.identity.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tentabo.identity.organisation.OrganisationProfile;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;

/**
 * A partner as the API shows it.
 *
 * @param profile its fields stand beside the others in JSON
 * @param version also the entity tag
 */
public record PartnerView(
        UUID id, @JsonUnwrapped OrganisationProfile profile, int version, Instant createdAt, Instant updatedAt)
        implements Versioned {}

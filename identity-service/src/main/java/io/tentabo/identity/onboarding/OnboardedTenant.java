package io.tentabo.identity.onboarding;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.identity.tenant.TenantSettings;
import io.tentabo.identity.tenant.TenantView;
import java.util.UUID;

/**
 * A tenant that was just created.
 *
 * @param tenant its fields stand beside the others in JSON
 * @param adminUserId its first user
 */
@RegisterForReflection(targets = {OnboardedTenant.class, TenantView.class})
record OnboardedTenant(@JsonUnwrapped TenantView tenant, TenantSettings settings, UUID adminUserId) {}

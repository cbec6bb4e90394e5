package io.tentabo.identity;

import io.tentabo.test.isolation.PersonalDataContract;
import java.util.Set;

@IdentityTest
class PersonalDataTest extends PersonalDataContract {

    /** Of organisations, clients, roles and providers, what a template applied, and what services have answered. */
    @Override
    protected Set<String> notPersonal() {
        return Set.of(
                "auth_providers.configuration",
                "auth_providers.name",
                "auth_providers.provider_name",
                "clients.display_name",
                "clients.name",
                "distributors.address_line1",
                "distributors.address_line2",
                "distributors.legal_name",
                "outside_sign_ins.request",
                "partners.address_line1",
                "partners.address_line2",
                "partners.legal_name",
                "privacy_answers.outcome",
                "privacy_requests.person_key",
                "roles.description",
                "roles.name",
                "sessions.revoke_reason",
                "tenant_templates.applied");
    }
}

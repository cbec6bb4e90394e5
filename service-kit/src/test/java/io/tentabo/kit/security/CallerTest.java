package io.tentabo.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void nobodySeesNoRowsAndMayDoNothing() {
        assertThat(Caller.NOBODY.scope()).isEqualTo(RowScope.NONE);
        assertThat(Caller.NOBODY.permissions()).isEmpty();
        assertThatThrownBy(Caller.NOBODY::requireTenantId).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void backgroundWorkSeesOneTenantAndHasNoPermissionOfAUser() {
        // Given
        UUID tenant = UUID.randomUUID();

        // When
        Caller system = Caller.system(tenant);

        // Then
        assertThat(system.requireTenantId()).isEqualTo(tenant);
        assertThat(system.scope()).isEqualTo(RowScope.TENANT);
        assertThat(system.permissions()).isEmpty();
    }
}

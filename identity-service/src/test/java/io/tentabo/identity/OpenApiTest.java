package io.tentabo.identity;

import io.tentabo.test.api.OpenApiContract;
import java.util.Set;

@IdentityTest
class OpenApiTest extends OpenApiContract {

    /** RFC 7009 has none. */
    @Override
    protected Set<String> withoutBody() {
        return Set.of("POST /identity/oauth2/revoke");
    }
}

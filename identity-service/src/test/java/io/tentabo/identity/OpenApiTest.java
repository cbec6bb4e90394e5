package io.tentabo.identity;

import io.tentabo.test.api.OpenApiContract;

@IdentityTest
class OpenApiTest extends OpenApiContract {}

package io.tentabo.sync;

import io.tentabo.test.architecture.EndpointContract;

class EndpointPermissionsTest extends EndpointContract {}

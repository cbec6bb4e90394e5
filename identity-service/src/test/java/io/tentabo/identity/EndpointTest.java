package io.tentabo.identity;

import io.tentabo.test.architecture.EndpointContract;

class EndpointTest extends EndpointContract {}

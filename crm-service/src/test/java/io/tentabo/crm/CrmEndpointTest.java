package io.tentabo.crm;

import io.tentabo.test.architecture.EndpointContract;

class CrmEndpointTest extends EndpointContract {}

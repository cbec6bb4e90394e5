package io.tentabo.crm;

import io.tentabo.test.architecture.ArchitectureContract;

class CrmArchitectureTest extends ArchitectureContract {}

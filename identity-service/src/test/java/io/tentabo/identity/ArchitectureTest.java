package io.tentabo.identity;

import io.tentabo.test.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}

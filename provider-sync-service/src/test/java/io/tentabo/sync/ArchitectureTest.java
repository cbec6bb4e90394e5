package io.tentabo.sync;

import io.tentabo.test.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}

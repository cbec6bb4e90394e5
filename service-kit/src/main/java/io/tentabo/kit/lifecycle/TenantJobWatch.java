package io.tentabo.kit.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tentabo.kit.tenancy.BackgroundFigures;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes visible how many jobs are open, and how many of them keep failing. */
@Startup
@ApplicationScoped
class TenantJobWatch {

    TenantJobWatch(BackgroundFigures figures, MeterRegistry meters) {
        OpenJobs.watch(figures, meters, "tenant_jobs", "tentabo.tenant.jobs", "Exports and purges of tenants");
    }
}

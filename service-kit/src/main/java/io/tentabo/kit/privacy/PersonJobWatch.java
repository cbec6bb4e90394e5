package io.tentabo.kit.privacy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tentabo.kit.lifecycle.OpenJobs;
import io.tentabo.kit.tenancy.BackgroundFigures;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes visible how many jobs are open, and how many of them keep failing. */
@Startup
@ApplicationScoped
class PersonJobWatch {

    PersonJobWatch(BackgroundFigures figures, MeterRegistry meters) {
        OpenJobs.watch(figures, meters, "person_jobs", "tentabo.person.jobs", "Exports and erasures of persons");
    }
}

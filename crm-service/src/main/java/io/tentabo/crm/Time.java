package io.tentabo.crm;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** Where the service reads the present from; a test may provide another source. */
@ApplicationScoped
class Time {

    @Produces
    @DefaultBean
    InstantSource clock() {
        return InstantSource.system();
    }
}

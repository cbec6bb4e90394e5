package io.tentabo.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.test.pipedrive.PipedriveAccount;
import io.tentabo.test.pipedrive.PipedriveOptions;
import io.tentabo.test.pipedrive.PipedriveStandIn;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipedriveMemoryTest {

    @TempDir
    private Path directory;

    @Test
    void whatPipedriveHoldsOutlivesTheProcess() throws IOException {
        // Given
        JsonObject[] written = new JsonObject[1];
        inAProcessOfItsOwn(account -> {
            String field = account.addDealField("Tentabo lead", "varchar");
            long organization = account.createOrganization(new JsonObject().put("name", "Harbour Logistics"))
                    .getLong("id");
            account.createLead(new JsonObject()
                    .put("title", "Archive")
                    .put("organization_id", organization)
                    .put(field, "42"));
            written[0] = account.snapshot();
        });

        // When
        JsonObject[] restored = new JsonObject[1];
        inAProcessOfItsOwn(account -> restored[0] = account.snapshot());

        // Then
        assertThat(restored[0]).isEqualTo(written[0]);
    }

    @Test
    void idsGoOnWhereTheyEnded() throws IOException {
        // Given
        inAProcessOfItsOwn(account -> account.createOrganization(new JsonObject().put("name", "First")));

        // When
        inAProcessOfItsOwn(account -> account.createOrganization(new JsonObject().put("name", "Second")));

        // Then
        inAProcessOfItsOwn(account -> assertThat(account.organizations()).hasSize(2));
    }

    private void inAProcessOfItsOwn(Consumer<PipedriveAccount> work) throws IOException {
        try (PipedriveStandIn pipedrive = PipedriveStandIn.start(0, PipedriveOptions.withToken("0123456789abcdef"))) {
            PipedriveMemory memory = PipedriveMemory.of(pipedrive.account(), directory.resolve("pipedrive.json"));
            work.accept(pipedrive.account());
            memory.close();
        }
    }
}

package io.tentabo.identity.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditFilter;
import io.tentabo.kit.audit.AuditRecord;
import io.tentabo.kit.audit.VerificationResult;
import io.tentabo.kit.paging.Page;
import java.util.Map;

/** Another service's records, asked for with the caller's own token: it shows what the caller may see. */
record RemoteTrail(String service, SliceClient client, SliceClient.Asker asker) implements SliceTrail {

    @Override
    public Uni<Page<AuditRecord>> read(AuditFilter filter, AuditOrder order, int limit) {
        Map<String, String> parameters = filter.parameters();
        parameters.put("sort", order.sort());
        parameters.put("limit", String.valueOf(limit));
        return client.list(service, parameters, asker).map(page -> new Page<>(page.items(), page.nextCursor()));
    }

    @Override
    public Uni<VerificationResult> verify() {
        return client.verify(service, asker);
    }
}

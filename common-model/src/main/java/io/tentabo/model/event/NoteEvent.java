package io.tentabo.model.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a note; the event type says which of the constants it was. Its text stays with the service that keeps
 * it, which alone knows who may read it. The event is one of the lead, order or contract that the note is about and comes
 * in order with its other events; the notes of one that is deleted go with it and have no events of their own.
 *
 * @param subject what the note is about: LEAD, ORDER or CONTRACT
 * @param internal for the tenant's staff only
 * @param authorId the user who wrote it, null when that was no user
 * @param version grows with every change; of a deleted note it is the last
 */
public record NoteEvent(
        UUID noteId,
        String subject,
        UUID subjectId,
        boolean internal,
        @Nullable UUID authorId,
        Instant changedAt,
        int version) {

    public static final String LEAD_NOTE_CREATED = "io.tentabo.crm.lead-note.created.v1";
    public static final String LEAD_NOTE_UPDATED = "io.tentabo.crm.lead-note.updated.v1";
    public static final String LEAD_NOTE_DELETED = "io.tentabo.crm.lead-note.deleted.v1";

    public static final String ORDER_NOTE_CREATED = "io.tentabo.billing.order-note.created.v1";
    public static final String ORDER_NOTE_UPDATED = "io.tentabo.billing.order-note.updated.v1";
    public static final String ORDER_NOTE_DELETED = "io.tentabo.billing.order-note.deleted.v1";

    public static final String CONTRACT_NOTE_CREATED = "io.tentabo.billing.contract-note.created.v1";
    public static final String CONTRACT_NOTE_UPDATED = "io.tentabo.billing.contract-note.updated.v1";
    public static final String CONTRACT_NOTE_DELETED = "io.tentabo.billing.contract-note.deleted.v1";
}

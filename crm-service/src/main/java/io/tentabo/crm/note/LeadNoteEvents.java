package io.tentabo.crm.note;

import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.NoteEvent;
import java.time.Instant;

/** What others learn of a lead's notes: that there are some, never what they say. */
final class LeadNoteEvents {

    private LeadNoteEvents() {}

    static DomainEvent created(NoteView note) {
        return event(NoteEvent.LEAD_NOTE_CREATED, note, note.createdAt());
    }

    static DomainEvent updated(NoteView note) {
        return event(NoteEvent.LEAD_NOTE_UPDATED, note, note.updatedAt());
    }

    static DomainEvent deleted(NoteView note, Instant now) {
        return event(NoteEvent.LEAD_NOTE_DELETED, note, now);
    }

    private static DomainEvent event(String type, NoteView note, Instant changedAt) {
        NoteEvent payload = new NoteEvent(
                note.id(), "LEAD", note.leadId(), note.internal(), note.createdBy(), changedAt, note.version());
        return new DomainEvent("lead", note.leadId(), type, payload);
    }
}

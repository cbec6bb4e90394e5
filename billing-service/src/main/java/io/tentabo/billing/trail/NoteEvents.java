package io.tentabo.billing.trail;

import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.NoteEvent;
import java.time.Instant;
import java.util.UUID;

/** What others learn of an order's and a contract's notes: that there are some, never what they say. */
final class NoteEvents {

    private NoteEvents() {}

    static DomainEvent created(Subject subject, UUID subjectId, NoteView note) {
        String type = subject == Subject.ORDER ? NoteEvent.ORDER_NOTE_CREATED : NoteEvent.CONTRACT_NOTE_CREATED;
        return event(type, subject, subjectId, note, note.createdAt());
    }

    static DomainEvent updated(Subject subject, UUID subjectId, NoteView note) {
        String type = subject == Subject.ORDER ? NoteEvent.ORDER_NOTE_UPDATED : NoteEvent.CONTRACT_NOTE_UPDATED;
        return event(type, subject, subjectId, note, note.updatedAt());
    }

    static DomainEvent deleted(Subject subject, UUID subjectId, NoteView note, Instant now) {
        String type = subject == Subject.ORDER ? NoteEvent.ORDER_NOTE_DELETED : NoteEvent.CONTRACT_NOTE_DELETED;
        return event(type, subject, subjectId, note, now);
    }

    private static DomainEvent event(String type, Subject subject, UUID subjectId, NoteView note, Instant changedAt) {
        NoteEvent payload = new NoteEvent(
                note.id(), subject.name(), subjectId, note.internal(), note.createdBy(), changedAt, note.version());
        return new DomainEvent(subject.entity(), subjectId, type, payload);
    }
}

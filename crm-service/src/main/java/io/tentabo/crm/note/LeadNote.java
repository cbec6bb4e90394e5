package io.tentabo.crm.note;

import io.tentabo.model.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A note about a lead. */
@Entity
@Table(name = "lead_notes")
class LeadNote {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID tenantId;

    @Column(updatable = false)
    private UUID leadId;

    private String content;

    @Column(name = "is_internal")
    private boolean internal;

    @Column(name = "is_pinned")
    private boolean pinned;

    @Column(updatable = false)
    private UUID createdBy;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @Version
    private int version;

    protected LeadNote() {}

    static LeadNote of(UUID tenantId, UUID leadId, UUID author, NoteFields fields, Instant now) {
        LeadNote note = new LeadNote();
        note.id = Ids.next();
        note.tenantId = tenantId;
        note.leadId = leadId;
        note.createdBy = author;
        note.createdAt = now;
        note.edit(fields, now);
        return note;
    }

    void edit(NoteFields fields, Instant now) {
        content = fields.content();
        internal = fields.internal();
        pinned = fields.pinned();
        updatedAt = now;
    }

    boolean belongsTo(UUID lead) {
        return leadId.equals(lead);
    }

    boolean isBy(UUID user) {
        return createdBy.equals(user);
    }

    NoteFields fields() {
        return new NoteFields(content, internal, pinned);
    }

    NoteView view() {
        return new NoteView(id, leadId, content, internal, pinned, createdBy, createdAt, updatedAt, version);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}

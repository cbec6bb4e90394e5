package io.tentabo.billing.trail;

import io.tentabo.model.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "notes")
class Note {

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Written to the database.
    private UUID tenantId;

    private @Nullable UUID orderId;
    private @Nullable UUID contractId;
    private String content;

    @Column(name = "is_internal")
    private boolean internal;

    @Column(name = "is_pinned")
    private boolean pinned;

    private @Nullable UUID createdBy;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    /** For Hibernate. */
    protected Note() {}

    Note(UUID tenantId, Subject subject, UUID subjectId, @Nullable UUID author, NoteFields fields, Instant now) {
        this.id = Ids.next();
        this.tenantId = tenantId;
        this.orderId = subject == Subject.ORDER ? subjectId : null;
        this.contractId = subject == Subject.CONTRACT ? subjectId : null;
        this.createdBy = author;
        this.createdAt = now;
        change(fields, now);
    }

    final void change(NoteFields fields, Instant now) {
        content = fields.content();
        internal = fields.internal();
        pinned = fields.pinned();
        updatedAt = now;
    }

    boolean isAbout(Subject subject, UUID subjectId) {
        return subjectId.equals(subject == Subject.ORDER ? orderId : contractId);
    }

    boolean isBy(@Nullable UUID user) {
        return user != null && user.equals(createdBy);
    }

    NoteFields fields() {
        return new NoteFields(content, internal, pinned);
    }

    NoteView view() {
        return new NoteView(id, version, content, internal, pinned, createdBy, createdAt, updatedAt);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }
}

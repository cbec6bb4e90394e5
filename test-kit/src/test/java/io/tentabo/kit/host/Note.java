package io.tentabo.kit.host;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** Something that belongs to a tenant. */
@Entity
@Table(name = "notes")
public class Note {

    @Id
    UUID id;

    UUID tenantId;

    UUID partnerId;

    String text;

    @Version
    int version;

    /** For Hibernate. */
    protected Note() {}

    public Note(UUID id, UUID tenantId, String text) {
        this.id = id;
        this.tenantId = tenantId;
        this.text = text;
    }

    public String text() {
        return text;
    }

    public void rewrite(String newText) {
        text = newText;
    }
}

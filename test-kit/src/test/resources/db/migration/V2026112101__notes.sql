CREATE TABLE notes (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    owner_id uuid,
    partner_id uuid,
    text text NOT NULL,
    kind text NOT NULL DEFAULT 'PLAIN' CONSTRAINT ck_notes_kind CHECK (kind IN ('PLAIN', 'URGENT')),
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_notes PRIMARY KEY (id),
    CONSTRAINT uq_notes_tenant_id UNIQUE (tenant_id, id)
);

CREATE INDEX ix_notes_list ON notes (tenant_id, created_at, id);

ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO ${appRole};
CREATE POLICY note_visibility ON notes TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN owner_id = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        ELSE false
    END
);

CREATE TABLE note_lines (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    note_id uuid NOT NULL,
    line_number int NOT NULL CONSTRAINT ck_note_lines_line_number CHECK (line_number > 0),
    amount numeric(12, 2) NOT NULL,
    attributes jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT pk_note_lines PRIMARY KEY (id),
    CONSTRAINT fk_note_lines_note FOREIGN KEY (tenant_id, note_id) REFERENCES notes (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_note_lines_note ON note_lines (tenant_id, note_id);

ALTER TABLE note_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE note_lines FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON note_lines TO ${appRole};
CREATE POLICY note_line_visibility ON note_lines TO ${appRole} USING (tenant_id = (SELECT current_tenant()));

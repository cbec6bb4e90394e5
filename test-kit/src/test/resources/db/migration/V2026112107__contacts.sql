CREATE TABLE contacts (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    user_id uuid,
    name text NOT NULL,
    email text NOT NULL,
    phone text,
    remark text,
    details jsonb NOT NULL DEFAULT '{}',
    seen_from inet,
    CONSTRAINT pk_contacts PRIMARY KEY (id),
    CONSTRAINT uq_contacts_email UNIQUE (tenant_id, email)
);

CREATE INDEX ix_contacts_user ON contacts (tenant_id, user_id, id);

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO ${appRole};
CREATE POLICY contact_of_tenant ON contacts TO ${appRole} USING (tenant_id = (SELECT current_tenant()));

INSERT INTO personal_data (table_name, part, person, whose, shown, treatment, replaced, reason, entity_type)
VALUES
    ('contacts', 'contact', 'EMAIL', 'r.email', '{name,email,phone}', 'ERASE',
     '{"name": "name", "email": "$6 || right(r.id::text, 4) || ''@erased.invalid''", "phone": "null"}', NULL, 'contact'),
    ('contacts', 'mention', 'EMAIL', 'concat_ws('' '', r.remark, document_text(r.details))', '{remark,details}', 'ERASE',
     '{"remark": "text", "details": "json"}', NULL, NULL),
    ('contacts', 'visitor', 'USER', 'r.user_id', '{seen_from}', 'ERASE', '{"seen_from": "null"}', NULL, NULL),
    ('notes', 'author', 'USER', 'r.owner_id', '{text}', 'KEEP', '{}', 'notes are business records', NULL);

-- How an order or a contract came to its status, and what people said about it.
CREATE TABLE status_history (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    order_id uuid,
    contract_id uuid,
    old_status text,
    new_status text NOT NULL,
    reason text,
    changed_by uuid,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_status_history PRIMARY KEY (id),
    CONSTRAINT ck_status_history_subject CHECK (num_nonnulls(order_id, contract_id) = 1),
    CONSTRAINT fk_status_history_order FOREIGN KEY (tenant_id, order_id)
        REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_status_history_contract FOREIGN KEY (tenant_id, contract_id)
        REFERENCES contracts (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_status_history_order ON status_history (tenant_id, order_id, changed_at, id) WHERE order_id IS NOT NULL;
CREATE INDEX ix_status_history_contract ON status_history (tenant_id, contract_id, changed_at, id)
    WHERE contract_id IS NOT NULL;

CREATE TABLE notes (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    order_id uuid,
    contract_id uuid,
    content text NOT NULL,
    is_internal boolean NOT NULL,
    is_pinned boolean NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version int NOT NULL,
    CONSTRAINT pk_notes PRIMARY KEY (id),
    CONSTRAINT ck_notes_subject CHECK (num_nonnulls(order_id, contract_id) = 1),
    CONSTRAINT fk_notes_order FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_notes_contract FOREIGN KEY (tenant_id, contract_id)
        REFERENCES contracts (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_notes_order ON notes (tenant_id, order_id, created_at, id) WHERE order_id IS NOT NULL;
CREATE INDEX ix_notes_contract ON notes (tenant_id, contract_id, created_at, id) WHERE contract_id IS NOT NULL;

ALTER TABLE status_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE status_history FORCE ROW LEVEL SECURITY;
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON status_history, notes TO ${appRole};

CREATE POLICY status_history_visibility ON status_history TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'NONE' THEN false
        ELSE EXISTS (SELECT FROM orders parent WHERE parent.id = order_id)
            OR EXISTS (SELECT FROM contracts parent WHERE parent.id = contract_id)
    END
);

-- Internal notes are the staff's: the channel and customers neither see nor write them.
CREATE POLICY note_visibility ON notes TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'NONE' THEN false
        ELSE (NOT is_internal OR (SELECT current_scope()) = 'ASSIGNED')
            AND (EXISTS (SELECT FROM orders parent WHERE parent.id = order_id)
                OR EXISTS (SELECT FROM contracts parent WHERE parent.id = contract_id))
    END
);

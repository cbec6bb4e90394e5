-- The open leads of a removed user are handed to a successor in batches. This row is the promise to do so: it is written
-- with the event that tells of the removal and stays open until nothing is left that the promise is about.
CREATE TABLE lead_handovers (
    tenant_id uuid NOT NULL,
    from_user_id uuid NOT NULL,
    to_user_id uuid NOT NULL,
    removed_by uuid NOT NULL,
    removed_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL DEFAULT now(),
    handed_over integer NOT NULL DEFAULT 0,
    completed_at timestamptz,
    CONSTRAINT pk_lead_handovers PRIMARY KEY (tenant_id, from_user_id),
    CONSTRAINT ck_lead_handovers_users CHECK (from_user_id <> to_user_id)
);

CREATE INDEX ix_lead_handovers_open ON lead_handovers (due_at) WHERE completed_at IS NULL;
-- A completed handover is taken up again when a closed lead of the removed user is reopened; by then its successor may have
-- been removed, too. So completed ones are passed on with the others.
CREATE INDEX ix_lead_handovers_successor ON lead_handovers (tenant_id, to_user_id);

ALTER TABLE lead_handovers ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_handovers FORCE ROW LEVEL SECURITY;

CREATE POLICY lead_handover_visibility ON lead_handovers TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT');
GRANT SELECT, INSERT, UPDATE ON lead_handovers TO ${appRole};

-- Which are open is asked for all tenants at once.
CREATE POLICY open_lead_handovers ON lead_handovers FOR SELECT TO ${backgroundRole} USING (completed_at IS NULL);
GRANT SELECT (tenant_id, from_user_id, removed_by, due_at, completed_at) ON lead_handovers TO ${backgroundRole};

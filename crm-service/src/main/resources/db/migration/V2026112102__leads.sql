CREATE TABLE leads (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    title text NOT NULL,
    organization text,
    organization_domain text,
    registration_number text,
    contact_name text,
    contact_email text,
    contact_phone text,
    value numeric(19, 2),
    currency text NOT NULL,
    status text NOT NULL,
    probability integer,
    expected_close_date date,
    source text,
    owner_id uuid NOT NULL,
    partner_id uuid,
    distributor_id uuid,
    lost_reason text,
    -- set while an order is being made of the lead, so that a crash in between can be told and healed
    conversion_started_at timestamptz,
    conversion_started_by uuid,
    converted_order_id uuid,
    converted_at timestamptz,
    provider_name text,
    provider_id text,
    provider_metadata jsonb,
    -- when a change at the provider that was taken over happened there: older ones are ignored
    provider_changed_at timestamptz,
    last_sync_at timestamptz,
    sync_status text,
    sync_error text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL,

    -- Sort keys that are never null and compare with leakproof operators, which numeric has not: only so may an index
    -- continue a page under row-level security. A lead without value sorts below all, one without date after all.
    value_order bigint NOT NULL
        GENERATED ALWAYS AS (CASE WHEN value IS NULL THEN -1 ELSE (value * 100)::bigint END) STORED,
    close_order date NOT NULL
        GENERATED ALWAYS AS (coalesce(expected_close_date, DATE '9999-12-31')) STORED,
    search_text text
        GENERATED ALWAYS AS (lower(
            title
            || ' ' || coalesce(organization, '')
            || ' ' || coalesce(organization_domain, '')
            || ' ' || coalesce(registration_number, '')
            || ' ' || coalesce(contact_name, '')
            || ' ' || coalesce(contact_email, ''))) STORED,

    CONSTRAINT pk_leads PRIMARY KEY (id),
    CONSTRAINT uq_leads_tenant_id UNIQUE (tenant_id, id),
    CONSTRAINT ck_leads_title CHECK (title <> ''),
    CONSTRAINT ck_leads_value CHECK (value BETWEEN 0 AND 999999999999999.99),
    CONSTRAINT ck_leads_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_leads_status CHECK (
        status IN ('NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION', 'WON', 'LOST')),
    CONSTRAINT ck_leads_probability CHECK (probability BETWEEN 0 AND 100),
    CONSTRAINT ck_leads_lost_reason CHECK ((status = 'LOST') = (lost_reason IS NOT NULL)),
    CONSTRAINT ck_leads_converted CHECK (
        (converted_order_id IS NULL) = (converted_at IS NULL)
        AND (converted_order_id IS NULL OR status = 'WON')),
    CONSTRAINT ck_leads_provider CHECK (provider_id IS NULL OR provider_name IS NOT NULL)
);

-- One index for each declared order and each filter of the list; the newest first is what every filter is combined with.
CREATE INDEX ix_leads_created ON leads (tenant_id, created_at DESC, id DESC);
CREATE INDEX ix_leads_updated ON leads (tenant_id, updated_at DESC, id DESC);
CREATE INDEX ix_leads_value ON leads (tenant_id, value_order DESC, id DESC);
CREATE INDEX ix_leads_close ON leads (tenant_id, close_order, id);
CREATE INDEX ix_leads_title ON leads (tenant_id, title, id);
CREATE INDEX ix_leads_status ON leads (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX ix_leads_owner ON leads (tenant_id, owner_id, created_at DESC, id DESC);
CREATE INDEX ix_leads_partner ON leads (tenant_id, partner_id, created_at DESC, id DESC) WHERE partner_id IS NOT NULL;
CREATE INDEX ix_leads_distributor ON leads (tenant_id, distributor_id, created_at DESC, id DESC)
    WHERE distributor_id IS NOT NULL;
CREATE UNIQUE INDEX uq_leads_provider_id ON leads (tenant_id, provider_name, provider_id)
    WHERE provider_id IS NOT NULL;

ALTER TABLE leads ENABLE ROW LEVEL SECURITY;
ALTER TABLE leads FORCE ROW LEVEL SECURITY;

-- Also what may be written: without a WITH CHECK of its own, USING holds for the new row as well, so nobody hands a
-- lead to where they could not see it.
CREATE POLICY lead_visibility ON leads TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN owner_id = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
            OR partner_id IN (
                SELECT link.partner_id
                FROM channel_links link
                WHERE link.tenant_id = (SELECT current_tenant())
                  AND link.distributor_id = (SELECT current_distributor())
                  AND link.is_active)
        ELSE false END);

GRANT SELECT, INSERT, UPDATE, DELETE ON leads TO ${appRole};

-- What belongs to a lead is visible with the lead. The rows are always read by their lead, at most a page of them, so
-- the look-up of the policy is one probe of the primary key each, however many leads there are. Keeping a copy of the
-- lead's owner and channel in each row would save the probe and cost an update of all rows when a lead changes hands.

CREATE TABLE lead_status_history (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    old_status text,
    new_status text NOT NULL,
    reason text,
    -- null when the suite did it by itself
    changed_by uuid,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_lead_status_history PRIMARY KEY (id),
    CONSTRAINT fk_lead_status_history_lead FOREIGN KEY (tenant_id, lead_id)
        REFERENCES leads (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_lead_status_history_lead ON lead_status_history (tenant_id, lead_id, changed_at DESC, id DESC);

ALTER TABLE lead_status_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_status_history FORCE ROW LEVEL SECURITY;

CREATE POLICY lead_status_history_visibility ON lead_status_history TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        ELSE EXISTS (SELECT 1 FROM leads lead WHERE lead.tenant_id = lead_status_history.tenant_id AND lead.id = lead_id)
        END);

-- History is only ever added to; it goes with its lead, by the foreign key.
GRANT SELECT, INSERT ON lead_status_history TO ${appRole};

CREATE TABLE lead_activities (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    description text,
    status text NOT NULL,
    priority text NOT NULL,
    due_at timestamptz,
    completed_at timestamptz,
    duration_minutes integer,
    outcome text,
    owner_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_lead_activities PRIMARY KEY (id),
    CONSTRAINT fk_lead_activities_lead FOREIGN KEY (tenant_id, lead_id)
        REFERENCES leads (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_lead_activities_type CHECK (
        type IN ('CALL', 'EMAIL', 'MEETING', 'TASK', 'VISIT', 'SAMPLE', 'NOTE')),
    CONSTRAINT ck_lead_activities_status CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
    CONSTRAINT ck_lead_activities_priority CHECK (priority IN ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    CONSTRAINT ck_lead_activities_completed CHECK ((status = 'COMPLETED') = (completed_at IS NOT NULL)),
    CONSTRAINT ck_lead_activities_duration CHECK (duration_minutes >= 0)
);

CREATE INDEX ix_lead_activities_lead ON lead_activities (tenant_id, lead_id, created_at DESC, id DESC);

ALTER TABLE lead_activities ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_activities FORCE ROW LEVEL SECURITY;

CREATE POLICY lead_activity_visibility ON lead_activities TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        ELSE EXISTS (SELECT 1 FROM leads lead WHERE lead.tenant_id = lead_activities.tenant_id AND lead.id = lead_id)
        END);

GRANT SELECT, INSERT, UPDATE, DELETE ON lead_activities TO ${appRole};

CREATE TABLE lead_notes (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    content text NOT NULL,
    is_internal boolean NOT NULL,
    is_pinned boolean NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_lead_notes PRIMARY KEY (id),
    CONSTRAINT fk_lead_notes_lead FOREIGN KEY (tenant_id, lead_id)
        REFERENCES leads (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_lead_notes_lead ON lead_notes (tenant_id, lead_id, created_at DESC, id DESC);

ALTER TABLE lead_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_notes FORCE ROW LEVEL SECURITY;

-- The tenant's staff see every note of a lead they see; its channel sees, and writes, only those that are not internal.
CREATE POLICY lead_note_visibility ON lead_notes TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN EXISTS (
            SELECT 1 FROM leads lead WHERE lead.tenant_id = lead_notes.tenant_id AND lead.id = lead_id)
        ELSE NOT is_internal AND EXISTS (
            SELECT 1 FROM leads lead WHERE lead.tenant_id = lead_notes.tenant_id AND lead.id = lead_id)
        END);

GRANT SELECT, INSERT, UPDATE, DELETE ON lead_notes TO ${appRole};

-- Leads, customers, orders, contracts and invoices as far as a page of counts needs them, kept from the events of the
-- CRM and of billing. Records that belong to nobody's channel are here as well: by their versions a late event is known.
CREATE TABLE channel_records (
    tenant_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ck_channel_records_kind CHECK (
        kind IN ('LEAD', 'CUSTOMER', 'ORDER', 'CONTRACT', 'INVOICE')
    ),
    id uuid NOT NULL,
    partner_id uuid,
    distributor_id uuid,
    status text NOT NULL,
    -- A deleted record keeps its row, so that a late event does not bring it back.
    is_deleted boolean NOT NULL,
    version int NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_channel_records PRIMARY KEY (tenant_id, kind, id)
);

-- Counted from the index alone: it has what is counted and what the policy looks at.
CREATE INDEX ix_channel_records_partner ON channel_records (tenant_id, partner_id, kind, status)
    INCLUDE (id, distributor_id)
    WHERE NOT is_deleted;
CREATE INDEX ix_channel_records_distributor ON channel_records (tenant_id, distributor_id, kind, status)
    INCLUDE (id, partner_id)
    WHERE NOT is_deleted;

-- Who was linked to whom, by whom and when: one row for every time that a link was set or removed.
CREATE TABLE distributor_partner_changes (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    distributor_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    is_active boolean NOT NULL,
    changed_by uuid,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_distributor_partner_changes PRIMARY KEY (id),
    CONSTRAINT fk_distributor_partner_changes_link FOREIGN KEY (tenant_id, distributor_id, partner_id)
        REFERENCES distributor_partners (tenant_id, distributor_id, partner_id) ON DELETE CASCADE
);

CREATE INDEX ix_distributor_partner_changes_link
    ON distributor_partner_changes (tenant_id, distributor_id, partner_id, changed_at, id);

ALTER TABLE channel_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_records FORCE ROW LEVEL SECURITY;
ALTER TABLE distributor_partner_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE distributor_partner_changes FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON channel_records TO ${appRole};
GRANT SELECT, INSERT ON distributor_partner_changes TO ${appRole};

-- A channel's users count what they also see one by one in the other services.
CREATE POLICY channel_record_visibility ON channel_records FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner()) AND (kind, status) <> ('INVOICE', 'DRAFT')
        WHEN 'DISTRIBUTOR' THEN
            (kind, status) <> ('INVOICE', 'DRAFT')
            AND (
                distributor_id = (SELECT current_distributor())
                OR partner_id IN (
                    SELECT dp.partner_id
                    FROM distributor_partners dp
                    WHERE dp.distributor_id = (SELECT current_distributor()) AND dp.is_active
                )
            )
        ELSE false
    END
);
CREATE POLICY channel_record_adding ON channel_records FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY channel_record_editing ON channel_records FOR UPDATE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

CREATE POLICY distributor_partner_change_visibility ON distributor_partner_changes FOR SELECT TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        ELSE false
    END
);
CREATE POLICY distributor_partner_change_adding ON distributor_partner_changes FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

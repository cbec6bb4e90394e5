-- The tenant's customers, kept from the CRM's events: whom an order may be for.
CREATE TABLE customer_directory (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    account_number text NOT NULL,
    company_name text NOT NULL,
    status text NOT NULL,
    owner_id uuid,
    partner_id uuid,
    -- A deleted customer keeps its row, so that a late event does not bring it back.
    is_deleted boolean NOT NULL,
    version int NOT NULL,
    CONSTRAINT pk_customer_directory PRIMARY KEY (tenant_id, id)
);

ALTER TABLE customer_directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_directory FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON customer_directory TO ${appRole};

-- Whoever sees a customer in the CRM sees it here.
CREATE POLICY customer_directory_visibility ON customer_directory TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN owner_id = (SELECT current_user_id())
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN partner_id IN (
            SELECT link.partner_id
            FROM channel_links link
            WHERE link.distributor_id = (SELECT current_distributor()) AND link.is_active
        )
        WHEN 'CUSTOMER' THEN id = (SELECT current_customer())
        ELSE false
    END
);

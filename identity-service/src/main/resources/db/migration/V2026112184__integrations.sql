-- The connections that the sync service has for a tenant, kept from its events: a plan bounds them and the authentication
-- providers together. A deleted connection keeps its row, so that a late event does not bring it back.
CREATE TABLE known_connections (
    tenant_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    is_active boolean NOT NULL,
    is_deleted boolean NOT NULL,
    version int NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_known_connections PRIMARY KEY (tenant_id, connection_id)
);

ALTER TABLE known_connections ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_connections FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON known_connections TO ${appRole};

CREATE POLICY known_connection_visibility ON known_connections TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

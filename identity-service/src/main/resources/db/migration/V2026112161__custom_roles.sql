-- A tenant's own roles beside the system's. Only who sees the whole tenant writes them, and never a system role.
ALTER TABLE roles ADD COLUMN version int NOT NULL DEFAULT 0;

GRANT INSERT, UPDATE, DELETE ON roles TO ${appRole};
GRANT INSERT, DELETE ON role_permissions TO ${appRole};

CREATE POLICY role_adding ON roles FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY role_editing ON roles FOR UPDATE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY role_removal ON roles FOR DELETE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

-- A system role has no tenant, so the policy says, rather than a foreign key, that only own roles are given permissions.
CREATE POLICY role_permission_adding ON role_permissions FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant())
    AND (SELECT current_scope()) = 'TENANT'
    AND role_id IN (SELECT r.id FROM roles r WHERE r.tenant_id = (SELECT current_tenant()))
);
CREATE POLICY role_permission_removal ON role_permissions FOR DELETE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

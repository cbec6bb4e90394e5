-- Roles and what they permit. Rows without a tenant are the system's: every tenant sees them and none can change them.
-- They are written by SystemRoleSeed, a repeatable migration, from io.tentabo.model.permission.SystemRole.
CREATE TABLE permissions (
    name text NOT NULL CONSTRAINT ck_permissions_name CHECK (name ~ '^[a-z_]+(\.[a-z_]+)+$'),
    CONSTRAINT pk_permissions PRIMARY KEY (name)
);

CREATE TABLE roles (
    id uuid NOT NULL,
    tenant_id uuid,
    name text NOT NULL CONSTRAINT ck_roles_name CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    description text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_roles PRIMARY KEY (id),
    CONSTRAINT fk_roles_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT uq_roles_name UNIQUE NULLS NOT DISTINCT (tenant_id, name)
);

CREATE TABLE role_permissions (
    role_id uuid NOT NULL,
    tenant_id uuid,
    permission text NOT NULL,
    CONSTRAINT pk_role_permissions PRIMARY KEY (role_id, permission),
    CONSTRAINT fk_role_permissions_role FOREIGN KEY (role_id) REFERENCES roles (id) ON DELETE CASCADE,
    CONSTRAINT fk_role_permissions_permission FOREIGN KEY (permission) REFERENCES permissions (name)
);

CREATE INDEX ix_role_permissions_tenant ON role_permissions (tenant_id, role_id);
CREATE INDEX ix_role_permissions_permission ON role_permissions (permission);

ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles FORCE ROW LEVEL SECURITY;
ALTER TABLE role_permissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_permissions FORCE ROW LEVEL SECURITY;
GRANT SELECT ON permissions, roles, role_permissions TO ${appRole};

CREATE POLICY role_visibility ON roles FOR SELECT TO ${appRole} USING (
    tenant_id IS NULL OR tenant_id = (SELECT current_tenant())
);
CREATE POLICY role_permission_visibility ON role_permissions FOR SELECT TO ${appRole} USING (
    tenant_id IS NULL OR tenant_id = (SELECT current_tenant())
);

-- The owner, too, is subject to forced row security; its migrations keep the system's roles and nothing else.
CREATE POLICY system_role_seeding ON roles TO CURRENT_USER USING (tenant_id IS NULL);
CREATE POLICY system_role_permission_seeding ON role_permissions TO CURRENT_USER USING (tenant_id IS NULL);

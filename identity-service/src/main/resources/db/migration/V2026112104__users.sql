-- A person across tenants. Global, because one account may hold seats in several tenants; it carries no secret. The
-- password belongs to the seat (account_identities): what an administrator of one tenant sets opens no other tenant.
CREATE TABLE accounts (
    id uuid NOT NULL,
    email text NOT NULL CONSTRAINT ck_accounts_email CHECK (email = lower(email)),
    email_verified_at timestamptz,
    status text NOT NULL DEFAULT 'ACTIVE' CONSTRAINT ck_accounts_status CHECK (status IN ('ACTIVE', 'LOCKED')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_accounts PRIMARY KEY (id),
    CONSTRAINT uq_accounts_email UNIQUE (email)
);

GRANT SELECT, INSERT, UPDATE ON accounts TO ${appRole};

-- A seat in a tenant. Service accounts have no account: no person is behind them.
CREATE TABLE users (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    account_id uuid,
    kind text NOT NULL
        CONSTRAINT ck_users_kind CHECK (kind IN ('ADMIN', 'INTERNAL', 'CHANNEL', 'PORTAL', 'SERVICE')),
    email text CONSTRAINT ck_users_email CHECK (email = lower(email)),
    first_name text NOT NULL,
    last_name text NOT NULL DEFAULT '',
    name_key text COLLATE "C" GENERATED ALWAYS AS (lower(last_name || ' ' || first_name)) STORED,
    phone text,
    avatar_url text,
    status text NOT NULL CONSTRAINT ck_users_status CHECK (
        status IN ('INVITED', 'PENDING_APPROVAL', 'ACTIVE', 'INACTIVE', 'SUSPENDED', 'LOCKED', 'DELETED')
    ),
    enabled_by uuid,
    enabled_at timestamptz,
    partner_id uuid,
    distributor_id uuid,
    customer_id uuid,
    preferences jsonb NOT NULL DEFAULT '{}',
    last_sign_in_at timestamptz,
    last_sign_in_ip inet,
    version int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_tenant UNIQUE (tenant_id, id),
    CONSTRAINT fk_users_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT fk_users_account FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT fk_users_partner FOREIGN KEY (tenant_id, partner_id) REFERENCES partners (tenant_id, id),
    CONSTRAINT fk_users_distributor FOREIGN KEY (tenant_id, distributor_id) REFERENCES distributors (tenant_id, id),
    CONSTRAINT ck_users_account CHECK ((kind = 'SERVICE') = (account_id IS NULL) AND (kind = 'SERVICE') = (email IS NULL)),
    CONSTRAINT ck_users_channel CHECK (num_nonnulls(partner_id, distributor_id) = CASE kind WHEN 'CHANNEL' THEN 1 ELSE 0 END),
    CONSTRAINT ck_users_customer CHECK ((kind = 'PORTAL') = (customer_id IS NOT NULL))
);

-- The address of a deleted user is free again; the deleted seat keeps its row for audit and history.
CREATE UNIQUE INDEX uq_users_email ON users (tenant_id, email) WHERE status <> 'DELETED';
CREATE INDEX ix_users_account ON users (account_id);
CREATE INDEX ix_users_partner ON users (tenant_id, partner_id);
CREATE INDEX ix_users_distributor ON users (tenant_id, distributor_id);
CREATE INDEX ix_users_name ON users (tenant_id, name_key, id);
CREATE INDEX ix_users_created_at ON users (tenant_id, created_at, id);

CREATE TABLE account_identities (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    account_id uuid NOT NULL,
    provider text NOT NULL CONSTRAINT ck_account_identities_provider CHECK (provider IN ('LOCAL', 'LDAP', 'OIDC')),
    -- Immutable at the provider; for LOCAL the user's id.
    subject text NOT NULL,
    username text NOT NULL CONSTRAINT ck_account_identities_username CHECK (username = lower(username)),
    -- PHC string of Argon2id; only for LOCAL.
    password_hash text,
    password_changed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_account_identities PRIMARY KEY (id),
    CONSTRAINT uq_account_identities_subject UNIQUE (tenant_id, provider, subject),
    CONSTRAINT uq_account_identities_username UNIQUE (tenant_id, provider, username),
    CONSTRAINT fk_account_identities_user FOREIGN KEY (tenant_id, user_id)
        REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_account_identities_account FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT ck_account_identities_password CHECK (provider = 'LOCAL' OR password_hash IS NULL)
);

CREATE INDEX ix_account_identities_user ON account_identities (tenant_id, user_id);
CREATE INDEX ix_account_identities_account ON account_identities (account_id);

CREATE TABLE user_roles (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role_id uuid NOT NULL,
    granted_by uuid,
    granted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_user_roles PRIMARY KEY (tenant_id, user_id, role_id),
    CONSTRAINT fk_user_roles_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_user_roles_role FOREIGN KEY (role_id) REFERENCES roles (id)
);

CREATE INDEX ix_user_roles_role ON user_roles (tenant_id, role_id, user_id);
CREATE INDEX ix_user_roles_role_only ON user_roles (role_id);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE account_identities ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_identities FORCE ROW LEVEL SECURITY;
ALTER TABLE user_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_roles FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON users TO ${appRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON account_identities, user_roles TO ${appRole};

-- Channel and portal users see the people of their own organisation, and always themselves.
CREATE POLICY user_visibility ON users TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND CASE (SELECT current_scope())
        WHEN 'TENANT' THEN true
        WHEN 'ASSIGNED' THEN true
        WHEN 'PARTNER' THEN partner_id = (SELECT current_partner())
        WHEN 'DISTRIBUTOR' THEN distributor_id = (SELECT current_distributor())
        WHEN 'CUSTOMER' THEN customer_id = (SELECT current_customer())
        ELSE false
    END
);
-- Channel and portal users manage nobody, so that a plan's limit is always counted over the whole tenant.
CREATE POLICY user_adding ON users AS RESTRICTIVE FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY user_editing ON users AS RESTRICTIVE FOR UPDATE TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
-- Whom a caller may see decides whose roles and identities it may see.
CREATE POLICY account_identity_visibility ON account_identities TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND ((SELECT current_scope()) IN ('TENANT', 'ASSIGNED') OR user_id IN (SELECT u.id FROM users u))
);
CREATE POLICY user_role_visibility ON user_roles TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
    AND ((SELECT current_scope()) IN ('TENANT', 'ASSIGNED') OR user_id IN (SELECT u.id FROM users u))
);
-- A system role has no tenant, so no foreign key can say that a granted role is the tenant's own or the system's: the
-- policy does, by what the caller sees of the roles.
CREATE POLICY user_role_granting ON user_roles AS RESTRICTIVE FOR INSERT TO ${appRole} WITH CHECK (
    tenant_id = (SELECT current_tenant()) AND role_id IN (SELECT r.id FROM roles r)
);

-- What decides whether somebody may sign in, and what the access token then says. Read with the caller's own rights.
CREATE VIEW seats WITH (security_invoker = true) AS
SELECT
    u.id,
    u.tenant_id,
    u.kind,
    u.email,
    u.first_name,
    u.last_name,
    u.partner_id,
    u.distributor_id,
    u.customer_id,
    t.slug AS tenant_slug,
    t.name AS tenant_name,
    (
        u.status = 'ACTIVE'
        AND t.status IN ('TRIAL', 'ACTIVE')
        AND coalesce(a.status, 'ACTIVE') = 'ACTIVE'
        AND coalesce(p.is_active, d.is_active, true)
    ) AS may_sign_in,
    ARRAY(
        SELECT r.name
        FROM user_roles ur
        JOIN roles r ON r.id = ur.role_id
        WHERE ur.tenant_id = u.tenant_id AND ur.user_id = u.id
        ORDER BY r.name
    ) AS roles,
    ARRAY(
        SELECT DISTINCT rp.permission
        FROM user_roles ur
        JOIN role_permissions rp ON rp.role_id = ur.role_id
        WHERE ur.tenant_id = u.tenant_id AND ur.user_id = u.id
        ORDER BY rp.permission
    ) AS permissions
FROM users u
JOIN tenants t ON t.id = u.tenant_id
LEFT JOIN accounts a ON a.id = u.account_id
LEFT JOIN partners p ON p.tenant_id = u.tenant_id AND p.id = u.partner_id
LEFT JOIN distributors d ON d.tenant_id = u.tenant_id AND d.id = u.distributor_id;

GRANT SELECT ON seats TO ${appRole};

-- Whether the address of a seat is verified: clients and the user itself ask.
CREATE OR REPLACE VIEW seats WITH (security_invoker = true) AS
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
    ) AS permissions,
    u.email_verified_at IS NOT NULL AS is_email_verified
FROM users u
JOIN tenants t ON t.id = u.tenant_id
LEFT JOIN accounts a ON a.id = u.account_id
LEFT JOIN partners p ON p.tenant_id = u.tenant_id AND p.id = u.partner_id
LEFT JOIN distributors d ON d.tenant_id = u.tenant_id AND d.id = u.distributor_id;

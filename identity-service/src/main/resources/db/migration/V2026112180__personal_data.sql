-- Requests for a copy of what the suite holds of a person, and for its erasure, as the tenant's administrators make them.
CREATE TABLE privacy_requests (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT ck_privacy_requests_kind CHECK (kind IN ('EXPORT', 'ERASURE')),
    -- The person's seats; none of a person who is a contact only. Of the address nothing is kept.
    user_ids uuid[] NOT NULL,
    -- A keyed digest of whom it is about, while it is under way: one at a time.
    person_key bytea,
    reason text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    -- A JSON Web Signature, compact.
    report text,
    CONSTRAINT pk_privacy_requests PRIMARY KEY (tenant_id, id),
    CONSTRAINT ck_privacy_requests_report CHECK ((report IS NULL) = (completed_at IS NULL)),
    CONSTRAINT ck_privacy_requests_person_key CHECK ((person_key IS NULL) = (completed_at IS NOT NULL))
);

CREATE UNIQUE INDEX uq_privacy_requests_open ON privacy_requests (tenant_id, person_key) WHERE person_key IS NOT NULL;
CREATE INDEX ix_privacy_requests_list ON privacy_requests (tenant_id, kind, requested_at, id);

-- What each service has answered, as it came.
CREATE TABLE privacy_answers (
    tenant_id uuid NOT NULL,
    request_id uuid NOT NULL,
    service text NOT NULL,
    completed_at timestamptz NOT NULL,
    outcome jsonb NOT NULL,
    CONSTRAINT pk_privacy_answers PRIMARY KEY (tenant_id, request_id, service),
    CONSTRAINT fk_privacy_answers_request FOREIGN KEY (tenant_id, request_id) REFERENCES privacy_requests (tenant_id, id)
);

ALTER TABLE privacy_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_requests FORCE ROW LEVEL SECURITY;
ALTER TABLE privacy_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_answers FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (person_key, completed_at, report) ON privacy_requests TO ${appRole};
GRANT SELECT, INSERT ON privacy_answers TO ${appRole};

CREATE POLICY privacy_request_of_tenant ON privacy_requests TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);
CREATE POLICY privacy_answer_of_tenant ON privacy_answers TO ${appRole} USING (
    tenant_id = (SELECT current_tenant()) AND (SELECT current_scope()) = 'TENANT'
);

COMMENT ON COLUMN privacy_requests.person_key IS 'not exported: of a request under way, gone with its end';

-- An erased seat gets an account of its own that names nobody: the one it had goes with its last seat, and stays as it is
-- for the seats in other tenants.
CREATE FUNCTION erased_account(seat uuid) RETURNS uuid
    LANGUAGE plpgsql SET search_path = ${schema}, pg_temp
AS $$
DECLARE
    account uuid;
BEGIN
    INSERT INTO accounts AS a (id, email)
    VALUES (gen_random_uuid(), 'erased-' || seat || '@erased.invalid')
    ON CONFLICT (email) DO UPDATE SET updated_at = now()
    RETURNING a.id INTO account;
    RETURN account;
END
$$;

REVOKE ALL ON FUNCTION erased_account(uuid) FROM PUBLIC;

CREATE TRIGGER account_of_erased_seat AFTER UPDATE OF account_id ON users
    FOR EACH ROW WHEN (OLD.account_id IS DISTINCT FROM NEW.account_id AND NEW.email LIKE 'erased-%@erased.invalid')
    EXECUTE FUNCTION forget_account_without_seat();

-- What in this service's tables is personal, see db/kit. An address finds no user: to whom a user's address belongs is known
-- by the id.
INSERT INTO personal_data (table_name, part, person, whose, only_where, shown, treatment, replaced, entity_type)
VALUES
    ('users', 'user', 'USER', 'r.id', NULL,
     '{kind,email,first_name,last_name,phone,avatar_url,status,preferences,last_sign_in_at,last_sign_in_ip,created_at}',
     'ERASE',
     '{"first_name": "name", "last_name": "''''", "email": "address", "phone": "null", "avatar_url": "null",
       "preferences": "''{}''::jsonb", "last_sign_in_ip": "null", "account_id": "erased_account(r.id)",
       "version": "r.version + 1", "updated_at": "now()"}', 'user'),
    ('account_identities', 'user', 'USER', 'r.user_id', NULL, '{provider,subject,username,created_at}', 'DELETE', '{}', NULL),
    ('sessions', 'user', 'USER', 'r.user_id', NULL, '{ip,user_agent,created_at,last_active_at,revoked_at}', 'ERASE',
     '{"ip": "null", "user_agent": "null"}', NULL),
    ('authorization_codes', 'user', 'USER', 'r.user_id', NULL, '{}', 'DELETE', '{}', NULL),
    ('one_time_tokens', 'user', 'USER', 'r.user_id', NULL, '{}', 'DELETE', '{}', NULL),
    ('mails', 'user', 'USER', 'r.user_id', NULL, '{purpose,status,last_error,created_at}', 'DELETE', '{}', NULL),
    ('api_keys', 'user', 'USER', 'r.user_id', NULL, '{name,prefix,scopes,created_at,last_used_at,last_used_ip}', 'ERASE',
     '{"name": "name", "last_used_ip": "null", "revoke_reason": "CASE WHEN r.revoked_at IS NOT NULL THEN ''erased'' END"}',
     NULL),
    ('partners', 'contact', 'EMAIL', 'r.email', NULL, '{name,email,phone}', 'ERASE',
     '{"email": "null", "phone": "null", "version": "r.version + 1", "updated_at": "now()"}', 'partner'),
    ('partners', 'mention', 'EMAIL', 'r.notes', NULL, '{name,notes}', 'ERASE',
     '{"notes": "text", "version": "r.version + 1", "updated_at": "now()"}', 'partner'),
    ('distributors', 'contact', 'EMAIL', 'r.email', NULL, '{name,email,phone}', 'ERASE',
     '{"email": "null", "phone": "null", "version": "r.version + 1", "updated_at": "now()"}', 'distributor'),
    ('distributors', 'mention', 'EMAIL', 'r.notes', NULL, '{name,notes}', 'ERASE',
     '{"notes": "text", "version": "r.version + 1", "updated_at": "now()"}', 'distributor'),
    ('distributor_partners', 'mention', 'EMAIL', 'r.notes', NULL, '{notes}', 'ERASE',
     '{"notes": "text", "version": "r.version + 1", "updated_at": "now()"}', NULL),
    ('privacy_requests', 'mention', 'EMAIL', 'r.reason', NULL, '{reason,requested_at}', 'ERASE', '{"reason": "text"}', NULL);

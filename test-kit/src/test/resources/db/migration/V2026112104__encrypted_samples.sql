CREATE TABLE encrypted_samples (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    key_version int NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT pk_encrypted_samples PRIMARY KEY (id)
);

CREATE INDEX ix_encrypted_samples_key_version ON encrypted_samples (tenant_id, key_version);

ALTER TABLE encrypted_samples ENABLE ROW LEVEL SECURITY;
ALTER TABLE encrypted_samples FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON encrypted_samples TO ${appRole};
CREATE POLICY encrypted_sample_of_tenant ON encrypted_samples TO ${appRole} USING (
    tenant_id = (SELECT current_tenant())
);

COMMENT ON COLUMN encrypted_samples.secret IS 'not exported: it is one';

-- What of a tenant is exported although it looks like a secret, and what never is.
COMMENT ON COLUMN provider_credentials.payload IS 'not exported: credentials of the tenant''s providers, encrypted';
COMMENT ON COLUMN connection_usage.tokens IS 'exported: a number';
COMMENT ON COLUMN sync_runs.tokens IS 'exported: a number';
COMMENT ON COLUMN sync_queue.state_hash IS 'exported: tells whether a record has changed';
COMMENT ON COLUMN integration_mappings.internal_hash IS 'exported: tells whether a record has changed';
COMMENT ON COLUMN integration_mappings.external_hash IS 'exported: tells whether a record has changed';

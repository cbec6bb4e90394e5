-- Every table of tenants, new ones included, is exported and purged with its tenant.
SELECT admit_tenant_jobs();

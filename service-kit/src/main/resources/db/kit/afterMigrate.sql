-- Every table of tenants, new ones included, is exported and purged with its tenant, and every one that holds personal data
-- is reached by the jobs about a person.
SELECT admit_tenant_jobs();
SELECT admit_person_jobs();

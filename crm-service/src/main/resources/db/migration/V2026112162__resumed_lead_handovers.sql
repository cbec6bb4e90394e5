-- A completed handover is taken up again when a closed lead of the removed user is reopened; by then its successor may have
-- been removed, too. So completed ones are passed on with the others.
DROP INDEX ix_lead_handovers_successor;
CREATE INDEX ix_lead_handovers_successor ON lead_handovers (tenant_id, to_user_id);

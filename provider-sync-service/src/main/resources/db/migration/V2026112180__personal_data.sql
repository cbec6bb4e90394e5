-- What in this service's tables is personal, see db/kit. A lead's contact is here as the CRM told it last; the CRM tells it
-- anew when it has erased the contact, so that what was under way meanwhile does not bring it back.
INSERT INTO personal_data (table_name, part, person, whose, shown, treatment, replaced, reason)
VALUES
    ('sync_queue', 'contact', 'EMAIL', 'r.payload ->> ''contactEmail''', '{internal_id}', 'ERASE',
     '{"payload": "r.payload || ''{\"contactName\": null, \"contactEmail\": null, \"contactPhone\": null}''::jsonb"}', NULL),
    ('sync_queue', 'mention', 'EMAIL', 'concat_ws('' '', document_text(r.payload), r.last_error)', '{internal_id}', 'ERASE',
     '{"payload": "json", "last_error": "text"}', NULL),
    ('sync_queue', 'provider', 'EMAIL', 'CASE WHEN r.person_id IS NOT NULL THEN r.payload ->> ''contactEmail'' END',
     '{person_id}', 'KEEP', '{}', 'the person at the provider is the provider''s: erase it there'),
    -- To alter what was seen would make the provider's title look changed there, and be taken over with the address.
    ('integration_mappings', 'mention', 'EMAIL', 'concat_ws('' '', document_text(r.internal_state), document_text(r.external_state))',
     '{internal_state,external_state}', 'KEEP', '{}',
     'a lead''s title as it was last seen at both sides: replaced when the changed title is sent'),
    ('sync_conflicts', 'mention', 'EMAIL', 'concat_ws('' '', r.internal_value, r.external_value)',
     '{internal_value,external_value}', 'ERASE', '{"internal_value": "text", "external_value": "text"}', NULL),
    ('sync_errors', 'mention', 'EMAIL', 'r.reason', '{reason,created_at}', 'ERASE', '{"reason": "text"}', NULL);

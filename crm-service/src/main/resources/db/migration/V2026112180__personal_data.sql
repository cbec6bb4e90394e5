-- What in this service's tables is personal, see db/kit. A lead's contact is found by its address; where people wrote about
-- somebody in their own words, only the address can be found, and only it is taken out.
INSERT INTO personal_data (table_name, part, person, whose, shown, treatment, replaced, entity_type)
VALUES
    ('user_directory', 'user', 'USER', 'r.id', '{display_name,email,kind,status,roles}', 'ERASE',
     '{"display_name": "name", "email": "address", "updated_at": "now()"}', NULL),
    ('leads', 'contact', 'EMAIL', 'r.contact_email', '{title,organization,contact_name,contact_email,contact_phone}', 'ERASE',
     '{"contact_name": "null", "contact_email": "null", "contact_phone": "null", "version": "r.version + 1",
       "updated_at": "now()"}', 'lead'),
    ('leads', 'mention', 'EMAIL', 'concat_ws('' '', r.title, r.organization, r.lost_reason, r.sync_error, document_text(r.provider_metadata))',
     '{title}', 'ERASE',
     '{"title": "text", "organization": "text", "lost_reason": "text", "sync_error": "text", "provider_metadata": "json",
       "version": "r.version + 1", "updated_at": "now()"}', 'lead'),
    ('lead_status_history', 'mention', 'EMAIL', 'r.reason', '{reason,changed_at}', 'ERASE', '{"reason": "text"}', NULL),
    ('lead_activities', 'mention', 'EMAIL', 'concat_ws('' '', r.title, r.description, r.outcome)',
     '{title,description,outcome,created_at}', 'ERASE',
     '{"title": "text", "description": "text", "outcome": "text", "version": "r.version + 1", "updated_at": "now()"}',
     'activity'),
    ('lead_notes', 'mention', 'EMAIL', 'r.content', '{content,created_at}', 'ERASE',
     '{"content": "text", "version": "r.version + 1", "updated_at": "now()"}', 'note'),
    ('customers', 'mention', 'EMAIL',
     'concat_ws('' '', r.notes, r.status_reason, document_text(r.billing_address), document_text(r.shipping_address))',
     '{company_name,notes,status_reason,billing_address,shipping_address}', 'ERASE',
     '{"notes": "text", "status_reason": "text", "billing_address": "json", "shipping_address": "json",
       "version": "r.version + 1", "updated_at": "now()"}', 'customer');

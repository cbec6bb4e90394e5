-- What in this service's tables is personal, see db/kit. Nobody is named here but in people's own words, out of which the
-- address is taken. What was invoiced and paid is kept: the law demands it for years (GDPR art. 17(3)(b)).
INSERT INTO personal_data (table_name, part, person, whose, shown, treatment, replaced, reason, entity_type)
VALUES
    ('orders', 'mention', 'EMAIL', 'concat_ws('' '', r.notes_internal, r.cancel_reason)',
     '{order_number,notes_internal,cancel_reason}', 'ERASE',
     '{"notes_internal": "text", "cancel_reason": "text", "version": "r.version + 1"}', NULL, 'order'),
    ('contracts', 'mention', 'EMAIL', 'r.notes_internal', '{contract_number,notes_internal}', 'ERASE',
     '{"notes_internal": "text", "version": "r.version + 1"}', NULL, 'contract'),
    ('notes', 'mention', 'EMAIL', 'r.content', '{content,created_at}', 'ERASE', '{"content": "text"}', NULL, 'note'),
    ('status_history', 'mention', 'EMAIL', 'r.reason', '{reason,changed_at}', 'ERASE', '{"reason": "text"}', NULL, NULL),
    ('invoices', 'mention', 'EMAIL', 'r.reason', '{invoice_number,reason}', 'KEEP', '{}',
     'invoices and credit notes are kept as tax and commercial law demand', NULL),
    ('invoice_lines', 'mention', 'EMAIL', 'r.description', '{invoice_id,description}', 'KEEP', '{}',
     'invoices and credit notes are kept as tax and commercial law demand', NULL),
    ('payments', 'mention', 'EMAIL', 'concat_ws('' '', r.reference, r.refund_reason)',
     '{payment_number,reference,refund_reason}', 'KEEP', '{}',
     'payments are kept as tax and commercial law demand', NULL);

-- A reading that reached its bound notes where the next one goes on; the watermark moves only when it has come to its end.
ALTER TABLE sync_cursors
    ALTER COLUMN watermark DROP NOT NULL,
    ADD COLUMN rest jsonb;

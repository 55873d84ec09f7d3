-- Held until expires_at, when the stock goes back. Null: for good, because the reservation was confirmed, as all are that are
-- older than this column.
ALTER TABLE reservations
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN expired    boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN reservations.expired IS 'released because it was not confirmed in time; a late confirmation takes it again';

CREATE INDEX reservations_expiring ON reservations (expires_at) WHERE expires_at IS NOT NULL AND NOT released;

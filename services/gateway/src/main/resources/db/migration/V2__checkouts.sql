-- Every order from its first moment on: stored before anything is reserved or charged, so that a crash leaves what is to be
-- completed or undone. What was bought and paid for is in orders, under the same id.
CREATE TABLE checkouts (
    id              uuid PRIMARY KEY,
    idempotency_key varchar(64)  NOT NULL,
    peer_key        varchar(64)  NOT NULL UNIQUE,
    user_id         bigint       NOT NULL,
    product_id      bigint       NOT NULL,
    quantity        integer      NOT NULL CHECK (quantity > 0),
    card            varchar(19)  NOT NULL,
    total           bigint       CHECK (total >= 0),
    state           varchar(16)  NOT NULL
        CHECK (state IN ('PENDING', 'RESERVED', 'COMPENSATING', 'PLACED', 'REFUSED', 'FAILED', 'OWED')),
    refusal_status  integer,
    refusal_kind    varchar(64),
    refusal_title   varchar(100),
    refusal_detail  varchar(300),
    traceparent     varchar(55),
    sweeps          integer      NOT NULL DEFAULT 0,
    due_at          timestamptz  NOT NULL,
    created_at      timestamptz  NOT NULL DEFAULT now()
);

COMMENT ON COLUMN checkouts.card IS 'masked: the last four digits only';
COMMENT ON COLUMN checkouts.peer_key IS 'key at stock and payment provider: the caller''s, or the id where an earlier try failed';
COMMENT ON COLUMN checkouts.due_at IS 'when the sweeper takes an unfinished one up';

-- One that failed has been undone and lets its key be tried again.
CREATE UNIQUE INDEX checkouts_key ON checkouts (idempotency_key) WHERE state <> 'FAILED';
CREATE INDEX checkouts_tries ON checkouts (idempotency_key, created_at);
CREATE INDEX checkouts_unfinished ON checkouts (due_at) WHERE state IN ('PENDING', 'RESERVED', 'COMPENSATING');

-- The books of the provider of test cards, which moves no money: they outlive the gateway as a real provider's would, and are
-- written in transactions of their own.
CREATE TABLE payments (
    key         varchar(80) PRIMARY KEY,
    id          varchar(64) NOT NULL,
    card        varchar(19),
    amount      bigint,
    outcome     varchar(32) NOT NULL,
    refundable  boolean     NOT NULL DEFAULT true,
    refunded_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN payments.card IS 'masked: the last four digits only';

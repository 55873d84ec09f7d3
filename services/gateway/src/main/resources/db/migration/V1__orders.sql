CREATE TABLE orders (
    id         uuid PRIMARY KEY,
    user_id    bigint       NOT NULL,
    product_id bigint       NOT NULL,
    quantity   integer      NOT NULL CHECK (quantity > 0),
    total      bigint       NOT NULL CHECK (total >= 0),
    payment_id varchar(64)  NOT NULL,
    card       varchar(19)  NOT NULL,
    created_at timestamptz  NOT NULL
);

COMMENT ON COLUMN orders.card IS 'masked: the last four digits only';

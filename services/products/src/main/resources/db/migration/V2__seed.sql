-- Product 5 is scarce on purpose: it shows what happens when many want the last ones.
INSERT INTO products (name, price, stock, owner_id) VALUES
    ('Product 1', 100, 1000000, 1),
    ('Product 2', 200, 1000000, 2),
    ('Product 3', 300, 1000000, 1),
    ('Product 4', 400, 1000000, 2),
    ('Product 5', 500, 20, 1);

INSERT INTO users (name) VALUES ('Alice'), ('Bob');

INSERT INTO user_permissions (user_id, permission) VALUES
    (1, 'orders:read'),
    (1, 'orders:write'),
    (1, 'products:write'),
    (2, 'orders:read');

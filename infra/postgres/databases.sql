-- What: one role and one database for each service; no role may connect to another's database.
-- Who: run once, as the superuser, on a new server, by the lab, by the tests and by compose; passwords come as
--      settings.
-- Change first: nothing here; tables belong to a service's own migrations (services/*/src/main/resources/db/migration).

DO $$ BEGIN EXECUTE format('CREATE ROLE users LOGIN PASSWORD %L', current_setting('shop.users_password')); END $$;

DO $$ BEGIN EXECUTE format('CREATE ROLE products LOGIN PASSWORD %L', current_setting('shop.products_password')); END $$;

DO $$ BEGIN EXECUTE format('CREATE ROLE gateway LOGIN PASSWORD %L', current_setting('shop.gateway_password')); END $$;

CREATE DATABASE users OWNER users;

CREATE DATABASE products OWNER products;

CREATE DATABASE gateway OWNER gateway;

-- By default every role may connect to every database.
REVOKE CONNECT ON DATABASE users, products, gateway, postgres, template1 FROM PUBLIC;

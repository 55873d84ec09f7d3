-- What: the role and the database of one service; no other service's role may connect to it.
-- Who: run as the superuser for each service, at each start of the server, by the lab, by the tests and by compose. They
--      replace ${SERVICE} by its name, give its password as a setting, and leave out CREATE DATABASE if it exists: that
--      statement is one line, and blank lines stand between statements only.
-- Change first: nothing here; tables belong to a service's own migrations (services/*/src/main/resources/db/migration).

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${SERVICE}') THEN CREATE ROLE "${SERVICE}" LOGIN; END IF;
  EXECUTE format('ALTER ROLE "${SERVICE}" PASSWORD %L', current_setting('shop.password'));
END $$;

CREATE DATABASE "${SERVICE}" OWNER "${SERVICE}";

-- By default every role may connect to every database.
REVOKE CONNECT ON DATABASE "${SERVICE}", postgres, template1 FROM PUBLIC;

-- What: the role of whoever watches the server: it reads statistics, and no data.
-- Who: run by whoever starts the server, as the superuser, each time; the password comes as a setting.
-- Change first: nothing.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitoring') THEN CREATE ROLE monitoring LOGIN; END IF;
  EXECUTE format('ALTER ROLE monitoring PASSWORD %L', current_setting('shop.monitoring_password'));
  GRANT pg_monitor TO monitoring;
  GRANT CONNECT ON DATABASE postgres TO monitoring;
END $$;

-- What: the role of the Postgres exporter: it reads statistics, and no data.
-- Who: run as the superuser at each start of the server; the password comes as a setting.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'monitoring') THEN CREATE ROLE monitoring LOGIN; END IF;
  EXECUTE format('ALTER ROLE monitoring PASSWORD %L', current_setting('shop.monitoring_password'));
  GRANT pg_monitor TO monitoring;
  GRANT CONNECT ON DATABASE postgres TO monitoring;
END $$;

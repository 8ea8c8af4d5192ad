-- revision: 7d5b43985d19
-- revises: bafc4a5b31b4
-- message: add confidence to ticker_setups
-- created: 2026-04-21T09:59:44Z

-- migrate:upgrade
alter table ticker_setups
  add column confidence numeric(4,3),
  add constraint ticker_setups_confidence_check check (confidence between 0 and 1);

-- migrate:downgrade lossy="how sure the parser was"
alter table ticker_setups drop column confidence;

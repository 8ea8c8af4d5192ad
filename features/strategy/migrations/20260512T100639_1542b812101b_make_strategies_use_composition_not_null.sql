-- revision: 1542b812101b
-- revises: 14c3bda12953
-- message: make strategies.use_composition not null
-- created: 2026-05-12T10:06:39Z
--
-- SET NOT NULL alone would scan the table under an exclusive lock. A check that is added without validation takes
-- that lock for a moment, validating it lets everybody write, and PostgreSQL then trusts it instead of scanning.
-- Each statement commits by itself, otherwise the first lock would last until the end.

-- migrate:upgrade transaction=off
alter table strategies
  add constraint strategies_use_composition_present check (use_composition is not null) not valid;
alter table strategies validate constraint strategies_use_composition_present;
alter table strategies alter column use_composition set not null;
alter table strategies drop constraint strategies_use_composition_present;

-- migrate:downgrade
alter table strategies alter column use_composition drop not null;

-- revision: 0b680833f2ed
-- revises: 803e2737e1b5
-- message: add use_composition to strategies
-- created: 2026-05-05T08:47:17Z
--
-- First of three: nullable and without a value in old rows, so that nothing is rewritten. The default is set
-- afterwards and counts for new rows only. Next: 14c3bda12953 fills the old rows, 1542b812101b forbids NULL.

-- migrate:upgrade
alter table strategies add column use_composition boolean;
alter table strategies alter column use_composition set default false;

-- migrate:downgrade lossy="choices made by hand; the others follow from config"
alter table strategies drop column use_composition;

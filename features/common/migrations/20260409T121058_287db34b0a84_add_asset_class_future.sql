-- revision: 287db34b0a84
-- revises: 12cf824b993a
-- message: add asset class future
-- created: 2026-04-09T12:10:58Z
--
-- PostgreSQL cannot take a value out of an enum again: the downgrade builds the type anew, after turning futures
-- into instruments of class other.

-- migrate:upgrade
alter type asset_class add value 'future' before 'other';

-- migrate:downgrade lossy="futures become asset class other"
update instruments set asset_class = 'other' where asset_class = 'future';

alter type asset_class rename to asset_class_with_future;
create type asset_class as enum ('equity', 'etf', 'crypto', 'other');
alter table instruments
  alter column asset_class drop default,
  alter column asset_class type asset_class using asset_class::text::asset_class,
  alter column asset_class set default 'equity';
drop type asset_class_with_future;

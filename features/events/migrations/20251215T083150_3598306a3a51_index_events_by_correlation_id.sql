-- revision: 3598306a3a51
-- revises: a0a6c70b2019
-- message: index events by correlation_id
-- created: 2025-12-15T08:31:50Z
--
-- Partial, because nine of ten events belong to no correlation. Built concurrently: the journal never stops.

-- migrate:upgrade transaction=off
create index concurrently events_correlation_id_idx on events (correlation_id) where correlation_id is not null;

-- migrate:downgrade transaction=off
drop index concurrently events_correlation_id_idx;

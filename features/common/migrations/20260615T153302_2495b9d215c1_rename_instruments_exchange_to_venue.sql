-- revision: 2495b9d215c1
-- revises: 287db34b0a84
-- message: rename instruments.exchange to venue
-- created: 2026-06-15T15:33:02Z
--
-- Dark pools are no exchanges. brokers.name becomes display_name as well, since the legal name comes next. Nothing is
-- rewritten. Deploy with the release that reads the new names.

-- migrate:upgrade
alter table instruments rename column exchange to venue;
alter index instruments_exchange_idx rename to instruments_venue_idx;
alter table brokers rename column name to display_name;

-- migrate:downgrade
alter table brokers rename column display_name to name;
alter index instruments_venue_idx rename to instruments_exchange_idx;
alter table instruments rename column venue to exchange;

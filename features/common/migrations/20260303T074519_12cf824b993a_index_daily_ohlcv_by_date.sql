-- revision: 12cf824b993a
-- revises: 5b6a6e744441
-- message: index daily_ohlcv by date
-- created: 2026-03-03T07:45:19Z
--
-- For the market-wide reports. Built concurrently: the importer writes to the table all day.

-- migrate:upgrade transaction=off
create index concurrently daily_ohlcv_date_idx on daily_ohlcv (date);

-- migrate:downgrade transaction=off
drop index concurrently daily_ohlcv_date_idx;

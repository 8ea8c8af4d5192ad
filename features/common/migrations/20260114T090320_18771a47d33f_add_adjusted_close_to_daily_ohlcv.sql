-- revision: 18771a47d33f
-- revises: d641e8676391
-- branch-label: adjusted_prices
-- message: add adjusted_close to daily_ohlcv
-- created: 2026-01-14T09:03:20Z
--
-- Closes adjusted for splits and dividends. Nullable without default: no rewrite, the nightly job fills it.

-- migrate:upgrade
alter table daily_ohlcv add column adjusted_close numeric(15,4);

-- migrate:downgrade lossy="adjusted closes (the nightly job can fill them again)"
alter table daily_ohlcv drop column adjusted_close;

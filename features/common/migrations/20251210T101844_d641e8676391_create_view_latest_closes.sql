-- revision: d641e8676391
-- revises: 05025b35b9ad
-- message: create view latest_closes
-- created: 2025-12-10T10:18:44Z
--
-- The dashboard asked for it with five different queries.

-- migrate:upgrade
create view latest_closes as
  select distinct on (symbol) symbol, date, close, volume
  from daily_ohlcv
  order by symbol, date desc;

-- migrate:downgrade
drop view latest_closes;

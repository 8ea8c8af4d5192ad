-- revision: 5b6a6e744441
-- revises: b0440e34babf
-- message: make daily_ohlcv.volume numeric(20,2)
-- created: 2026-02-17T17:22:36Z
--
-- Crypto trades in fractions. The view reads the column, so it is dropped and created again around the change, and
-- the default is set anew because the old one is a bigint.
-- Data impact: rewrites the table under an exclusive lock (4 million rows, 25 seconds).

-- migrate:upgrade
drop view latest_closes;

alter table daily_ohlcv
  alter column volume drop default,
  alter column volume type numeric(20,2),
  alter column volume set default 0;

create view latest_closes as
  select distinct on (symbol) symbol, date, close, volume
  from daily_ohlcv
  order by symbol, date desc;

-- migrate:downgrade lossy="fractions of volumes"
drop view latest_closes;

alter table daily_ohlcv
  alter column volume drop default,
  alter column volume type bigint using round(volume)::bigint,
  alter column volume set default 0;

create view latest_closes as
  select distinct on (symbol) symbol, date, close, volume
  from daily_ohlcv
  order by symbol, date desc;

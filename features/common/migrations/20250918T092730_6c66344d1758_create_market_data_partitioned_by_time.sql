-- revision: 6c66344d1758
-- revises: 69c19e8a63be
-- message: create market_data, partitioned by time
-- created: 2025-09-18T09:27:30Z
--
-- A hypertable where TimescaleDB is installed in this database, native range partitions by year where it is not.
-- The columns are the same either way, so the choice is invisible to the schema in TypeScript. It is made once,
-- here: installing the extension later changes nothing.

-- migrate:upgrade
create type timeframe as enum ('1m', '5m', '15m', '1h', '1d');

do $market_data$
declare
  has_timescaledb constant boolean := exists (select from pg_extension where extname = 'timescaledb');
begin
  execute format($ddl$
    create table market_data (
      symbol varchar(20) not null,
      timeframe timeframe not null,
      ts timestamptz not null,
      open numeric(15,4) not null,
      high numeric(15,4) not null,
      low numeric(15,4) not null,
      close numeric(15,4) not null,
      volume numeric(20,2) not null default 0,
      source varchar(30)
    ) %s
  $ddl$, case when has_timescaledb then '' else 'partition by range (ts)' end);

  if has_timescaledb then
    perform create_hypertable('market_data', 'ts', create_default_indexes => false);
  else
    create table market_data_2025 partition of market_data
      for values from ('2025-01-01 00:00:00+00') to ('2026-01-01 00:00:00+00');
    create table market_data_2026 partition of market_data
      for values from ('2026-01-01 00:00:00+00') to ('2027-01-01 00:00:00+00');
    -- Whatever has no year of its own yet: history before 2025, and the future.
    create table market_data_default partition of market_data default;
  end if;
end
$market_data$;

create index market_data_symbol_timeframe_ts_idx on market_data (symbol, timeframe, ts);

-- migrate:downgrade lossy="all market data"
drop table market_data;
drop type timeframe;

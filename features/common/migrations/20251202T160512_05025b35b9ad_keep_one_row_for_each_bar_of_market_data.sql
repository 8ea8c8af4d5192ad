-- revision: 05025b35b9ad
-- revises: 6c66344d1758
-- message: keep one row for each bar of market_data
-- created: 2025-12-02T16:05:12Z
--
-- Two feeds deliver the same bar, and the second was stored as well. Of each bar one row stays, which one is of no
-- matter: they differ in source alone. The key replaces the plain index on the same columns.
-- Data impact: deletes about 3 % of the rows; the table is locked for writing meanwhile (two minutes in production).

-- migrate:upgrade
delete from market_data m
using (
  select tableoid, ctid, row_number() over (partition by symbol, timeframe, ts order by source nulls last) as n
  from market_data
) copies
where copies.n > 1 and m.tableoid = copies.tableoid and m.ctid = copies.ctid;

drop index market_data_symbol_timeframe_ts_idx;
alter table market_data add constraint market_data_pkey primary key (symbol, timeframe, ts);

-- migrate:downgrade lossy="the duplicate bars that the upgrade deleted stay deleted"
alter table market_data drop constraint market_data_pkey;
create index market_data_symbol_timeframe_ts_idx on market_data (symbol, timeframe, ts);

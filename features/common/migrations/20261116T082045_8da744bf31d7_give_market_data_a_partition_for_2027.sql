-- revision: 8da744bf31d7
-- revises: 2495b9d215c1
-- message: give market_data a partition for 2027
-- created: 2026-11-16T08:20:45Z
--
-- TimescaleDB makes its chunks itself, so there is nothing to do on a hypertable. Elsewhere bars of 2027 that the
-- default partition holds already move into the new one; the downgrade moves them back.

-- migrate:upgrade
do $market_data_2027$
begin
  if exists (select from pg_partitioned_table where partrelid = 'market_data'::regclass) then
    create table market_data_2027 (like market_data including all);
    with moved as (
      delete from market_data_default
      where ts >= '2027-01-01 00:00:00+00' and ts < '2028-01-01 00:00:00+00'
      returning *
    )
    insert into market_data_2027 select * from moved;
    alter table market_data attach partition market_data_2027
      for values from ('2027-01-01 00:00:00+00') to ('2028-01-01 00:00:00+00');
  end if;
end
$market_data_2027$;

-- migrate:downgrade
do $market_data_2027$
begin
  if exists (select from pg_partitioned_table where partrelid = 'market_data'::regclass) then
    alter table market_data detach partition market_data_2027;
    insert into market_data select * from market_data_2027;
    drop table market_data_2027;
  end if;
end
$market_data_2027$;

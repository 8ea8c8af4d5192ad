-- revision: 69c19e8a63be
-- revises: 43fa390dc937
-- message: create daily_ohlcv
-- created: 2025-09-11T13:40:05Z
--
-- Prices as the vendor sends them, four decimals. The symbol is the key, as in the vendor's files; a renamed
-- symbol takes its bars along (on update cascade).

-- migrate:upgrade
create table daily_ohlcv (
  id bigserial primary key,
  symbol varchar(20) not null,
  date date not null,
  open numeric(15,4) not null,
  high numeric(15,4) not null,
  low numeric(15,4) not null,
  close numeric(15,4) not null,
  volume bigint not null default 0,
  constraint daily_ohlcv_range_check check (high >= low),
  constraint daily_ohlcv_symbol_instruments_symbol_fkey
    foreign key (symbol) references instruments (symbol) on update cascade
);

create unique index daily_ohlcv_symbol_date_idx on daily_ohlcv (symbol, date);

-- migrate:downgrade lossy="all daily bars"
drop table daily_ohlcv;

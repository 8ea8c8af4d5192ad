-- revision: 803e2737e1b5
-- revises: 0870ef657f68
-- message: create biases
-- created: 2025-12-01T11:11:08Z

-- migrate:upgrade
create table biases (
  id bigint generated always as identity primary key,
  strategy_id integer not null,
  instrument_id bigint not null,
  trading_day date not null,
  bias varchar(10) not null,
  reason text,
  constraint biases_strategy_id_instrument_id_trading_day_unique unique (strategy_id, instrument_id, trading_day),
  constraint biases_bias_check check (bias in ('bullish', 'bearish', 'neutral')),
  constraint biases_strategy_id_strategies_id_fkey
    foreign key (strategy_id) references strategies (id) on delete cascade,
  constraint biases_instrument_id_instruments_id_fkey foreign key (instrument_id) references instruments (id)
);

-- migrate:downgrade lossy="all biases"
drop table biases;

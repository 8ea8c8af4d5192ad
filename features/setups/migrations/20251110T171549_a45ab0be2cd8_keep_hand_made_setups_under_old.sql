-- revision: a45ab0be2cd8
-- revises: 4b05020aa4fb
-- depends-on: 6c66344d1758, e0b23f2e3692
-- message: keep hand-made setups under old_
-- created: 2025-11-10T17:15:49Z
--
-- Setups now come from messages (discord) about instruments (common), on a timeframe (the type that common made for
-- market_data). Old setups of a known instrument are copied; the others stay in old_setups only.

-- migrate:upgrade
alter table setups rename to old_setups;
alter table old_setups rename constraint setups_pkey to old_setups_pkey;
alter table old_setups
  rename constraint setups_channel_id_setup_channels_id_fkey to old_setups_channel_id_old_setup_channels_id_fkey;
alter sequence setups_id_seq rename to old_setups_id_seq;

alter table setup_channels rename to old_setup_channels;
alter table old_setup_channels rename constraint setup_channels_pkey to old_setup_channels_pkey;
alter table old_setup_channels rename constraint setup_channels_name_key to old_setup_channels_name_key;
alter sequence setup_channels_id_seq rename to old_setup_channels_id_seq;

create type setup_direction as enum ('long', 'short');

create table ticker_setups (
  id bigint generated always as identity primary key,
  instrument_id bigint not null,
  message_id bigint,
  trading_day date not null,
  summary text not null,
  created_at timestamptz not null default now(),
  constraint ticker_setups_instrument_id_instruments_id_fkey
    foreign key (instrument_id) references instruments (id),
  constraint ticker_setups_message_id_discord_messages_id_fkey
    foreign key (message_id) references discord_messages (id) on delete set null
);

create index ticker_setups_instrument_id_trading_day_idx on ticker_setups (instrument_id, trading_day);

create table trade_setups (
  id bigint generated always as identity primary key,
  ticker_setup_id bigint not null,
  direction setup_direction not null,
  timeframe timeframe not null default '1d',
  notes text,
  constraint trade_setups_ticker_setup_id_ticker_setups_id_fkey
    foreign key (ticker_setup_id) references ticker_setups (id) on delete cascade
);

insert into ticker_setups (instrument_id, trading_day, summary, created_at)
select i.id, s.posted_at::date, s.body, s.posted_at at time zone 'UTC'
from old_setups s
join instruments i on i.symbol = upper(s.ticker)
order by s.id;

-- migrate:downgrade lossy="setups read from discord; the hand-made ones come back as they were"
drop table trade_setups;
drop table ticker_setups;
drop type setup_direction;

alter sequence old_setup_channels_id_seq rename to setup_channels_id_seq;
alter table old_setup_channels rename constraint old_setup_channels_name_key to setup_channels_name_key;
alter table old_setup_channels rename constraint old_setup_channels_pkey to setup_channels_pkey;
alter table old_setup_channels rename to setup_channels;

alter sequence old_setups_id_seq rename to setups_id_seq;
alter table old_setups
  rename constraint old_setups_channel_id_old_setup_channels_id_fkey to setups_channel_id_setup_channels_id_fkey;
alter table old_setups rename constraint old_setups_pkey to setups_pkey;
alter table old_setups rename to setups;

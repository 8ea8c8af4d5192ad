-- revision: f697bfafe42b
-- revises: a45ab0be2cd8
-- message: create setup_levels
-- created: 2025-11-12T08:04:56Z

-- migrate:upgrade
create type level_kind as enum ('entry', 'target', 'stop');

create table setup_levels (
  id bigint generated always as identity primary key,
  trade_setup_id bigint not null,
  kind level_kind not null,
  price numeric(15,4) not null,
  label text,
  constraint setup_levels_trade_setup_id_kind_price_unique unique (trade_setup_id, kind, price),
  constraint setup_levels_price_check check (price > 0),
  constraint setup_levels_trade_setup_id_trade_setups_id_fkey
    foreign key (trade_setup_id) references trade_setups (id) on delete cascade
);

-- migrate:downgrade lossy="all levels"
drop table setup_levels;
drop type level_kind;

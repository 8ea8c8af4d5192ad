-- revision: 43fa390dc937
-- branch-label: common
-- message: create instruments and brokers
-- created: 2025-09-08T08:12:41Z
--
-- The root of everything: each other slice refers to an instrument or a broker sooner or later.

-- migrate:upgrade
create type asset_class as enum ('equity', 'etf', 'crypto', 'other');

create table instruments (
  id bigint generated always as identity primary key,
  symbol varchar(20) not null unique,
  name text,
  asset_class asset_class not null default 'equity',
  currency char(3) not null default 'USD',
  exchange varchar(20),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint instruments_currency_check check (currency = upper(currency))
);

create index instruments_exchange_idx on instruments (exchange);

create table brokers (
  id serial primary key,
  code varchar(20) not null unique,
  name varchar(100) not null,
  is_paper boolean not null default false,
  created_at timestamptz not null default now()
);

-- migrate:downgrade lossy="all instruments and brokers"
drop table brokers;
drop table instruments;
drop type asset_class;

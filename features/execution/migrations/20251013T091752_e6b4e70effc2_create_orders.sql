-- revision: e6b4e70effc2
-- branch-label: execution
-- depends-on: common
-- message: create orders
-- created: 2025-10-13T09:17:52Z
--
-- Needs the first revision of common, named here by its label: brokers and instruments.

-- migrate:upgrade
create type order_side as enum ('buy', 'sell');
create type order_status as enum ('new', 'sent', 'filled', 'cancelled', 'rejected');

create table orders (
  id uuid primary key default gen_random_uuid(),
  broker_id integer not null,
  instrument_id bigint not null,
  side order_side not null,
  status order_status not null default 'new',
  quantity numeric(20,8) not null,
  limit_price numeric(15,4),
  broker_order_id varchar(64),
  placed_at timestamptz not null default now(),
  constraint orders_id_broker_id_unique unique (id, broker_id),
  constraint orders_broker_id_broker_order_id_unique unique (broker_id, broker_order_id),
  constraint orders_quantity_check check (quantity > 0),
  constraint orders_broker_id_brokers_id_fkey foreign key (broker_id) references brokers (id),
  constraint orders_instrument_id_instruments_id_fkey foreign key (instrument_id) references instruments (id)
);

create index orders_open_idx on orders (broker_id, placed_at) where status in ('new', 'sent');

-- migrate:downgrade lossy="all orders"
drop table orders;
drop type order_status;
drop type order_side;

-- revision: 001466d4fdaa
-- revises: e6b4e70effc2
-- message: create trades
-- created: 2025-10-14T13:02:18Z
--
-- The foreign key has two columns: a fill cannot belong to an order of another broker.

-- migrate:upgrade
create table trades (
  id bigint generated always as identity primary key,
  order_id uuid not null,
  broker_id integer not null,
  quantity numeric(20,8) not null,
  price numeric(15,4) not null,
  fee numeric(15,4) not null default 0,
  executed_at timestamptz not null,
  constraint trades_order_id_broker_id_orders_id_broker_id_fkey
    foreign key (order_id, broker_id) references orders (id, broker_id)
);

create index trades_order_id_idx on trades (order_id);

-- migrate:downgrade lossy="all trades"
drop table trades;

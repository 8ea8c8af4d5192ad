-- revision: cd9884be13ac
-- revises: 001466d4fdaa
-- message: create positions
-- created: 2025-10-27T08:53:35Z
--
-- Keyed by broker and instrument: holdings of two brokers never mix.

-- migrate:upgrade
create table positions (
  broker_id integer not null,
  instrument_id bigint not null,
  quantity numeric(20,8) not null,
  average_price numeric(15,4) not null,
  updated_at timestamptz not null default now(),
  constraint positions_pkey primary key (broker_id, instrument_id),
  constraint positions_broker_id_brokers_id_fkey foreign key (broker_id) references brokers (id),
  constraint positions_instrument_id_instruments_id_fkey foreign key (instrument_id) references instruments (id)
);

-- migrate:downgrade lossy="all positions (they can be computed from trades)"
drop table positions;

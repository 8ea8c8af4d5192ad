-- revision: 0870ef657f68
-- revises: b7ffefaa22bf
-- depends-on: 6c66344d1758, a0a6c70b2019
-- message: create signals
-- created: 2025-11-17T15:38:23Z
--
-- A signal names the instrument and the timeframe (common) and the event that caused it (events): the structured
-- journal, so it must not run before that one exists.

-- migrate:upgrade
create type signal_side as enum ('buy', 'sell', 'hold');

create table signals (
  id bigint generated always as identity primary key,
  strategy_id integer not null,
  instrument_id bigint not null,
  event_id integer,
  side signal_side not null,
  strength numeric(4,3),
  timeframe timeframe not null,
  emitted_at timestamptz not null default now(),
  constraint signals_strength_check check (strength between 0 and 1),
  constraint signals_strategy_id_strategies_id_fkey foreign key (strategy_id) references strategies (id),
  constraint signals_instrument_id_instruments_id_fkey foreign key (instrument_id) references instruments (id),
  constraint signals_event_id_events_id_fkey foreign key (event_id) references events (id) on delete set null
);

create index signals_strategy_id_emitted_at_idx on signals (strategy_id, emitted_at desc nulls last);

-- migrate:downgrade lossy="all signals"
drop table signals;
drop type signal_side;

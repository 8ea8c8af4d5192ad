-- revision: 8ef8031a146c
-- revises: c0f3fa07ffb9
-- message: validate the signal key of orders
-- created: 2026-01-12T08:01:40Z
--
-- PostgreSQL has no way back from valid, so the downgrade makes the constraint anew.

-- migrate:upgrade
alter table orders validate constraint orders_signal_id_signals_id_fkey;

-- migrate:downgrade
alter table orders drop constraint orders_signal_id_signals_id_fkey;
alter table orders add constraint orders_signal_id_signals_id_fkey
  foreign key (signal_id) references signals (id) on delete set null not valid;

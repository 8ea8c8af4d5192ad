-- revision: c0f3fa07ffb9
-- revises: cd9884be13ac
-- depends-on: 0870ef657f68
-- message: add signal_id to orders
-- created: 2026-01-09T16:20:11Z
--
-- Signals belong to strategy. The key is added without validation: that locks orders and signals for a moment only.
-- 8ef8031a146c validates it.

-- migrate:upgrade
alter table orders add column signal_id bigint;
alter table orders add constraint orders_signal_id_signals_id_fkey
  foreign key (signal_id) references signals (id) on delete set null not valid;

-- migrate:downgrade lossy="which signal led to an order"
alter table orders drop column signal_id;

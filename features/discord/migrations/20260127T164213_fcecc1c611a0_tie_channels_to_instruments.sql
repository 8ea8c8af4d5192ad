-- revision: fcecc1c611a0
-- revises: e0b23f2e3692
-- depends-on: 43fa390dc937
-- message: tie channels to instruments
-- created: 2026-01-27T16:42:13Z
--
-- Many channels talk about one instrument only. Instruments belong to common, hence the dependency.

-- migrate:upgrade
alter table discord_channels add column instrument_id bigint
  constraint discord_channels_instrument_id_instruments_id_fkey references instruments (id) on delete set null;

-- migrate:downgrade lossy="which instrument a channel is about"
alter table discord_channels drop column instrument_id;

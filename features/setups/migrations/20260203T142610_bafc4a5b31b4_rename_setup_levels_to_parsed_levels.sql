-- revision: bafc4a5b31b4
-- revises: f697bfafe42b
-- message: rename setup_levels to parsed_levels
-- created: 2026-02-03T14:26:10Z
--
-- The name that the parser uses. Constraints and the sequence follow, since PostgreSQL leaves their names alone.

-- migrate:upgrade
alter table setup_levels rename to parsed_levels;
alter table parsed_levels rename constraint setup_levels_pkey to parsed_levels_pkey;
alter table parsed_levels
  rename constraint setup_levels_trade_setup_id_kind_price_unique to parsed_levels_trade_setup_id_kind_price_unique;
alter table parsed_levels rename constraint setup_levels_price_check to parsed_levels_price_check;
alter table parsed_levels
  rename constraint setup_levels_trade_setup_id_trade_setups_id_fkey to parsed_levels_trade_setup_id_trade_setups_id_fkey;
alter sequence setup_levels_id_seq rename to parsed_levels_id_seq;

-- migrate:downgrade
alter sequence parsed_levels_id_seq rename to setup_levels_id_seq;
alter table parsed_levels
  rename constraint parsed_levels_trade_setup_id_trade_setups_id_fkey to setup_levels_trade_setup_id_trade_setups_id_fkey;
alter table parsed_levels rename constraint parsed_levels_price_check to setup_levels_price_check;
alter table parsed_levels
  rename constraint parsed_levels_trade_setup_id_kind_price_unique to setup_levels_trade_setup_id_kind_price_unique;
alter table parsed_levels rename constraint parsed_levels_pkey to setup_levels_pkey;
alter table parsed_levels rename to setup_levels;

-- revision: 26f446c71e16
-- revises: ddaa3b94f311
-- message: add strategy_id to positions
-- created: 2026-06-04T14:12:53Z

-- migrate:upgrade
alter table positions add column strategy_id integer
  constraint positions_strategy_id_strategies_id_fkey references strategies (id) on delete set null;

-- migrate:downgrade lossy="which strategy holds a position"
alter table positions drop column strategy_id;

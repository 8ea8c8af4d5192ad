-- revision: b7ffefaa22bf
-- branch-label: strategy
-- message: create strategies
-- created: 2025-10-06T10:00:31Z

-- migrate:upgrade
create table strategies (
  id serial primary key,
  name varchar(100) not null,
  version integer not null default 1,
  config jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint strategies_name_version_unique unique (name, version)
);

-- migrate:downgrade lossy="all strategies"
drop table strategies;

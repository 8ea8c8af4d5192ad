-- revision: 3a5f07d25879
-- branch-label: discord
-- message: create discord_channels
-- created: 2025-09-15T11:22:09Z
--
-- Ids are Discord's own snowflakes.

-- migrate:upgrade
create table discord_channels (
  id bigint primary key,
  guild_id bigint not null,
  name varchar(100) not null,
  is_monitored boolean not null default true,
  created_at timestamptz not null default now()
);

-- migrate:downgrade lossy="all channels"
drop table discord_channels;

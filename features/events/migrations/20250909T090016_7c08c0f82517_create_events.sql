-- revision: 7c08c0f82517
-- branch-label: events
-- message: create events
-- created: 2025-09-09T09:00:16Z
--
-- The journal of the first prototype: free text.

-- migrate:upgrade
create table events (
  id serial primary key,
  channel varchar(50) not null,
  payload text,
  severity integer not null default 0,
  created_at timestamp not null default now()
);

-- migrate:downgrade lossy="the whole journal"
drop table events;

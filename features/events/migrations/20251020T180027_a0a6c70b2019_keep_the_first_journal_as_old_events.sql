-- revision: a0a6c70b2019
-- revises: 7acb43537689
-- message: keep the first journal as old_events
-- created: 2025-10-20T18:00:27Z
--
-- Auditors want the first journal unchanged, so the table moves aside with everything that carries its name, and its
-- rows are copied into the new one as events of kind legacy, with their ids. Its times were UTC without saying so.
-- Data impact: copies the whole journal (about 200,000 rows) while the old table is locked.

-- migrate:upgrade
alter table events rename to old_events;
alter table old_events rename constraint events_pkey to old_events_pkey;
alter sequence events_id_seq rename to old_events_id_seq;
alter index events_channel_idx rename to old_events_channel_idx;

create table events (
  id serial primary key,
  channel varchar(50) not null,
  kind varchar(50) not null,
  source varchar(100),
  correlation_id uuid,
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create index events_channel_created_at_idx on events (channel, created_at desc nulls last);

insert into events (id, channel, kind, source, data, created_at)
select id, channel, 'legacy', 'old_events', jsonb_build_object('text', payload, 'severity', severity),
       created_at at time zone 'UTC'
from old_events;

select setval('events_id_seq', coalesce(max(id), 1), max(id) is not null) from events;

-- migrate:downgrade lossy="events written to the structured journal; the first journal comes back as it was"
drop table events;

alter index old_events_channel_idx rename to events_channel_idx;
alter sequence old_events_id_seq rename to events_id_seq;
alter table old_events rename constraint old_events_pkey to events_pkey;
alter table old_events rename to events;

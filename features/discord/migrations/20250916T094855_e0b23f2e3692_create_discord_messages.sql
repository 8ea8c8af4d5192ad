-- revision: e0b23f2e3692
-- revises: 3a5f07d25879
-- message: create discord_messages
-- created: 2025-09-16T09:48:55Z

-- migrate:upgrade
create table discord_messages (
  id bigint primary key,
  channel_id bigint not null,
  author varchar(100) not null,
  content text not null,
  posted_at timestamptz not null,
  edited_at timestamptz,
  constraint discord_messages_channel_id_discord_channels_id_fkey
    foreign key (channel_id) references discord_channels (id) on delete cascade
);

create index discord_messages_channel_id_posted_at_idx on discord_messages (channel_id, posted_at desc nulls last);

-- migrate:downgrade lossy="all messages"
drop table discord_messages;

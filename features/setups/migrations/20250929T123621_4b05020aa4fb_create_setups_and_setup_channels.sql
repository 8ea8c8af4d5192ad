-- revision: 4b05020aa4fb
-- branch-label: setups
-- message: create setups and setup_channels
-- created: 2025-09-29T12:36:21Z
--
-- The first setups, typed in by hand.

-- migrate:upgrade
create table setup_channels (
  id serial primary key,
  name varchar(100) not null unique
);

create table setups (
  id serial primary key,
  channel_id integer,
  ticker varchar(20) not null,
  body text not null,
  posted_at timestamp not null,
  constraint setups_channel_id_setup_channels_id_fkey foreign key (channel_id) references setup_channels (id)
);

-- migrate:downgrade lossy="all setups typed in by hand"
drop table setups;
drop table setup_channels;

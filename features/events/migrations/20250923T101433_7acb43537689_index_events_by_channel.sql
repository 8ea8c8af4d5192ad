-- revision: 7acb43537689
-- revises: 7c08c0f82517
-- message: index events by channel
-- created: 2025-09-23T10:14:33Z

-- migrate:upgrade
create index events_channel_idx on events (channel);

-- migrate:downgrade
drop index events_channel_idx;

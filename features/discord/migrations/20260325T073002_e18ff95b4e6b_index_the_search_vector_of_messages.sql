-- revision: e18ff95b4e6b
-- revises: b6a99aef7878
-- message: index the search vector of messages
-- created: 2026-03-25T07:30:02Z
--
-- A revision of its own, because it must run outside a transaction and the column must not.

-- migrate:upgrade transaction=off
create index concurrently discord_messages_content_search_idx on discord_messages using gin (content_search);

-- migrate:downgrade transaction=off
drop index concurrently discord_messages_content_search_idx;

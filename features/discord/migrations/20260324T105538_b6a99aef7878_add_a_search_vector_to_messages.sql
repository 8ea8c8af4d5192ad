-- revision: b6a99aef7878
-- revises: fcecc1c611a0
-- message: add a search vector to messages
-- created: 2026-03-24T10:55:38Z
--
-- Data impact: a stored generated column rewrites the table (1.2 million messages, 40 seconds under lock).

-- migrate:upgrade
alter table discord_messages
  add column content_search tsvector generated always as (to_tsvector('english', content)) stored;

-- migrate:downgrade
alter table discord_messages drop column content_search;

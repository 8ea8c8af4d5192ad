-- revision: 11edddef0cec
-- revises: 3598306a3a51
-- message: rename events.kind to event_type
-- created: 2026-02-26T13:07:41Z
--
-- Types are dotted paths now (execution.order.partially_filled). Widening a varchar rewrites nothing; narrowing does.

-- migrate:upgrade
alter table events rename column kind to event_type;
alter table events alter column event_type type varchar(100);

-- migrate:downgrade lossy="event types are cut to 50 characters"
alter table events alter column event_type type varchar(50) using left(event_type, 50);
alter table events rename column event_type to kind;

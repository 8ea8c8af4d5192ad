-- revision: ddaa3b94f311
-- revises: 1542b812101b, c352166f718d
-- branch-label: release_2026_06
-- message: merge strategy and execution
-- created: 2026-06-02T09:30:00Z
--
-- For release 2026.06. From here on both slices move together: what follows needs the newest of both. `strategy@head` and `execution@head`
-- are now the same revision.

-- migrate:upgrade

-- migrate:downgrade

-- revision: b0440e34babf
-- revises: 18771a47d33f, 9a6f03868e6f
-- message: merge adjusted prices and sentiment
-- created: 2026-01-22T11:30:00Z
--
-- Both add a column of their own to daily_ohlcv; in either order the table is the same but for the order of columns.

-- migrate:upgrade

-- migrate:downgrade

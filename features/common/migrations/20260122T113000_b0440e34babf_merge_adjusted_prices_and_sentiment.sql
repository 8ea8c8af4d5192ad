-- revision: b0440e34babf
-- revises: 18771a47d33f, 9a6f03868e6f
-- proof: heads=18771a47d33f,9a6f03868e6f; ancestors=d641e8676391; files=77ae7560353c92ca21d75df5fa75b2c9; catalog=71f74b490a9692f8aba1387dcbb8e8ec87e5bb7fd77dea75bb7e5eee0cda2566; braid=0.1.0; postgres=18.4
-- message: merge adjusted prices and sentiment
-- created: 2026-01-22T11:30:00Z
--
-- Both add a column of their own to daily_ohlcv; in either order the table is the same but for the order of columns.

-- migrate:upgrade

-- migrate:downgrade

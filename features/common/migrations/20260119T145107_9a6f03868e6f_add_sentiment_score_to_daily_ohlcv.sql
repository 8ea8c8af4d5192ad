-- revision: 9a6f03868e6f
-- revises: d641e8676391
-- branch-label: sentiment
-- message: add sentiment_score to daily_ohlcv
-- created: 2026-01-19T14:51:07Z
--
-- From -1 (bearish) to 1 (bullish), made by another team on its own branch: both branches start from the same parent
-- and were merged in b0440e34babf.

-- migrate:upgrade
alter table daily_ohlcv add column sentiment_score numeric(3,2);
alter table daily_ohlcv
  add constraint daily_ohlcv_sentiment_score_check check (sentiment_score between -1 and 1);

-- migrate:downgrade lossy="sentiment scores"
alter table daily_ohlcv drop column sentiment_score;

/**
 * Rows as the application would have written them, by the revision after which they are inserted. Every later revision then runs, both ways,
 * on tables with rows.
 */
export const SEED_ROWS: Readonly<Record<string, string>> = {
  // common: instruments and brokers
  '43fa390dc937': `
    insert into instruments (symbol, name, asset_class, exchange) values
      ('AAPL', 'Apple', 'equity', 'NASDAQ'), ('BTC-USD', 'Bitcoin', 'crypto', null), ('SPY', null, 'etf', 'ARCA');
    insert into brokers (code, name, is_paper) values ('ibkr', 'Interactive Brokers', false), ('paper', 'Paper', true)`,
  // common: daily_ohlcv
  '69c19e8a63be': `
    insert into daily_ohlcv (symbol, date, open, high, low, close, volume) values
      ('AAPL', '2025-09-10', 225.1, 229.25, 224.5, 226.79, 83440810),
      ('AAPL', '2025-09-11', 226.88, 230.45, 226.65, 230.03, 50208600),
      ('SPY', '2025-09-11', 654.18, 658.33, 653.59, 657.63, 69934400)`,
  // common: market_data, one bar from two feeds, and bars of every partition
  '6c66344d1758': `
    insert into market_data (symbol, timeframe, ts, open, high, low, close, volume, source) values
      ('AAPL', '1m', '2025-09-18 13:30:00+00', 1, 2, 1, 2, 10, 'a'), ('AAPL', '1m', '2025-09-18 13:30:00+00', 1, 2, 1, 2, 10, 'b'),
      ('AAPL', '1d', '2024-12-31 00:00:00+00', 1, 2, 1, 2, 10, 'a'), ('AAPL', '1d', '2026-01-01 00:00:00+00', 1, 2, 1, 2, 10, 'a'),
      ('AAPL', '1d', '2027-01-01 00:00:00+00', 1, 2, 1, 2, 10, 'a'), ('AAPL', '1d', '2028-01-01 00:00:00+00', 1, 2, 1, 2, 10, 'a')`,
  '18771a47d33f': `update daily_ohlcv set adjusted_close = close - 0.5`,
  '9a6f03868e6f': `update daily_ohlcv set sentiment_score = -0.25 where symbol = 'AAPL'`,
  '287db34b0a84': `insert into instruments (symbol, asset_class) values ('ES', 'future')`,
  // events: the first journal, then the structured one
  '7c08c0f82517': `insert into events (channel, payload, created_at) values
    ('alerts', 'AAPL crossed 230', '2025-09-10 14:00:00'), ('system', null, '2025-09-11 08:00:00')`,
  a0a6c70b2019: `insert into events (channel, kind, correlation_id, data) values
    ('orders', 'order.filled', 'a0a6c70b-2019-4000-8000-000000000000', '{"id": 1}')`,
  '11edddef0cec': `insert into events (channel, event_type) values ('orders', repeat('x', 80))`,
  // discord
  '3a5f07d25879': `insert into discord_channels (id, guild_id, name) values (1102938475647382910, 998877665544332211, 'apple')`,
  e0b23f2e3692: `insert into discord_messages (id, channel_id, author, content, posted_at) values
    (1411223344556677889, 1102938475647382910, 'analyst', 'AAPL long above 230, targets 235 and 240', '2025-09-16 13:00:00+00')`,
  fcecc1c611a0: `update discord_channels set instrument_id = (select id from instruments where symbol = 'AAPL')`,
  // setups: made by hand, one of them for a symbol that nobody knows
  '4b05020aa4fb': `
    insert into setup_channels (name) values ('desk');
    insert into setups (channel_id, ticker, body, posted_at) values
      (1, 'aapl', 'long above 230', '2025-09-29 09:00:00'), (null, 'NOPE', 'unknown', '2025-09-30 09:00:00')`,
  a45ab0be2cd8: `insert into trade_setups (ticker_setup_id, direction) select id, 'long' from ticker_setups`,
  f697bfafe42b: `insert into setup_levels (trade_setup_id, kind, price) select id, 'target', 235 from trade_setups`,
  '7d5b43985d19': `update ticker_setups set confidence = 0.8`,
  // strategy: more rows than two batches of the backfill hold
  b7ffefaa22bf: `insert into strategies (name, config)
    select 'strategy ' || n, case n % 3 when 0 then '{"components": []}' when 1 then '{"components": 1}' else '{}' end::jsonb
    from generate_series(1, 1203) n`,
  '0870ef657f68': `insert into signals (strategy_id, instrument_id, event_id, side, timeframe)
    select 1, i.id, e.id, 'buy', '1d' from instruments i, events e where i.symbol = 'AAPL' and e.id = 1`,
  '803e2737e1b5': `insert into biases (strategy_id, instrument_id, trading_day, bias)
    select 1, id, '2025-12-01', 'bullish' from instruments where symbol = 'SPY'`,
  '0b680833f2ed': `insert into strategies (name, config) values ('written after the column came', '{"components": []}')`,
  // execution
  e6b4e70effc2: `insert into orders (id, broker_id, instrument_id, side, quantity)
    select 'e6b4e70e-ffc2-4000-8000-000000000000', 1, id, 'buy', 10 from instruments where symbol = 'AAPL'`,
  '001466d4fdaa': `insert into trades (order_id, broker_id, quantity, price, executed_at)
    select id, broker_id, quantity, 230.03, '2025-10-14 14:00:00+00' from orders`,
  cd9884be13ac: `insert into positions (broker_id, instrument_id, quantity, average_price)
    select broker_id, instrument_id, quantity, 230.03 from orders`,
  c0f3fa07ffb9: `update orders set signal_id = (select min(id) from signals)`,
  '26f446c71e16': `update positions set strategy_id = 1`,
};

/** What the rows have become at the heads: a query that gives one value, and the value. */
export const ROWS_AT_THE_HEADS: readonly (readonly [string, unknown])[] = [
  [`select count(*)::integer from events where event_type = 'legacy' and data ->> 'severity' = '0'`, 2],
  [`select id from events where event_type = 'order.filled'`, 3],
  [`select count(*)::integer from old_events`, 2],
  [`select string_agg(summary, ',') from ticker_setups`, 'long above 230'],
  [`select count(*)::integer from old_setups`, 2],
  [`select count(*)::integer from market_data`, 5],
  [`select count(*)::integer from market_data where tableoid = 'market_data_2027'::regclass`, 1],
  [`select count(*)::integer from strategies where use_composition`, 401],
  [`select use_composition from strategies where name like 'written%'`, false],
  [`select count(*)::integer from strategies where use_composition is null`, 0],
  [`select volume::text from daily_ohlcv where symbol = 'SPY'`, '69934400.00'],
  [`select volume::text from latest_closes where symbol = 'AAPL'`, '50208600.00'],
  [`select count(*)::integer from discord_messages where content_search @@ to_tsquery('english', 'target')`, 1],
  [`select exposure::text from broker_exposure where code = 'ibkr'`, '2300.300000000000'],
];

/** Revisions whose way back does not bring back every row as it was, and why. */
export const ROWS_CHANGE: Readonly<Record<string, string>> = {
  '05025b35b9ad': 'the deleted duplicate stays deleted, as its marker says',
  '14c3bda12953': 'filled values stay until the column goes',
};

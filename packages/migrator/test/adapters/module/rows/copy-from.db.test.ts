import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { dataRun } from './data-run.ts';

const TABLES = `create table "Ev ents" (nr serial, id int, body text, tags text[], data jsonb, at timestamptz, raw bytea, big bigint,
  ok boolean, price double precision, "tab	col" text)`;
const COLUMNS = "['id', 'body', 'tags', 'data', 'at', 'raw', 'big', 'ok', 'price', 'tab\\tcol']";
const T = { tables: 'create table t (a int primary key, b text)' };

describe('op.copyFrom', () => {
  test('what is written is read back, whatever it is, in a transaction and without one', async () => {
    const database = await freshDatabase();
    const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => !/[\0\p{Cs}]/u.test(each));
    const tricky = fc.string({
      unit: fc.constantFrom('\\', '\t', '\n', '\r', '.', 'N', '"', '{', '}', ',', "'", '😀'),
    });
    const any = fc.oneof(text, tricky);
    const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
    const json = fc.dictionary(any, fc.oneof(any, fc.integer(), fc.boolean(), fc.constant(null), fc.array(any)));
    const row = fc.tuple(
      ...[fc.integer({ min: -1000, max: 1000 }), maybe(any), maybe(fc.array(maybe(any), { maxLength: 3 }))],
      ...[maybe(json), maybe(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }))],
      ...[maybe(fc.uint8Array({ maxLength: 8 })), maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))],
      ...[
        maybe(fc.boolean()),
        maybe(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)),
        maybe(any),
      ],
    );
    const rows = fc.sample(row, { numRuns: 250, seed: 5 });
    const [, ...order] = rows;
    const code = (named: boolean) => `
  const { rowCount } = await op.copyFrom('public."Ev ents"', ${COLUMNS}, ${named ? 'named()' : 'given'});
  op.log(String(rowCount));
  async function* named() { for (const row of given) yield Object.fromEntries(${COLUMNS}.map((name, at) => [name, row[at]])); }`;
    expect(await dataRun(database, code(false), { tables: TABLES, given: rows })).toEqual(['250']);
    const client = await database.connect();
    const { rows: read } = await client.query({
      text: 'select id, body, tags, data, at, raw, big, ok, price, "tab	col" as t from "Ev ents" order by nr',
      rowMode: 'array',
    });
    const asRead = (value: unknown) =>
      typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? Buffer.from(value) : value;
    expect(order).toHaveLength(249);
    // JSON knows neither a negative zero nor the order of keys.
    expect(read.map((each: unknown[]) => each.map((value) => value))).toEqual(rows.map((each) => each.map(asRead)));

    const other = await freshDatabase();
    const options = 'transaction=off';
    expect(await dataRun(other, code(true), { tables: TABLES, options, given: rows })).toEqual(['250']);
    const count =
      'select count(*)::int as n, md5(string_agg("Ev ents"::text, $$,$$ order by "Ev ents"::text)) from "Ev ents"';
    expect(await other.query(count)).toEqual(await database.query(count));
  });

  test('takes text and bytes as COPY reads them, from strings and streams, and csv', async () => {
    const lines = await dataRun(
      await freshDatabase(),
      `const { Readable } = await import('node:stream');
  const counts = [
    await op.copyFrom('t', ['a', 'b'], '1\\tone\\n2\\t\\\\N\\n'),
    await op.copyFrom('t', ['a', 'b'], Readable.from([Buffer.from('3,"th'), Buffer.from('ree"\\n4,\\n')]), { format: 'csv' }),
    await op.copyFrom('t', ['a', 'b'], ['a,b\\n', '5,five\\n'], { format: 'csv', header: true }),
    await op.copyFrom('t', ['a', 'b'], Readable.from([[6, 'six'], { b: 'seven', a: 7 }])),
    await op.copyFrom('t', ['a'], []),
  ];
  op.log(counts.map(({ rowCount }) => rowCount).join(' '));
  op.log((await op.execute("select string_agg(a || coalesce(b, '-'), ' ' order by a) as all from t")).rows[0].all);`,
      T,
    );
    expect(lines).toEqual(['2 2 1 2 0', '1one 2- 3three 4- 5five 6six 7seven']);
  });

  test.each([
    ['too few values', '[[1, "a"], [2]]', { row: 2, problem: 'length' }],
    ['a name that is absent', '[{ a: 1, c: 2 }]', { row: 1, column: 'b', problem: 'absent' }],
    ['no row', '[[1, "a"], 7]', { row: 2, problem: 'not-a-row' }],
    ['text among rows', '[[1, "a"], "2\\tb\\n"]', { row: 2, problem: 'mixed' }],
    ['a NUL character', '[[1, "a\\0"]]', { row: 1, column: 'b', problem: 'nul' }],
    ['half of a character', '[[1, "\\ud800"]]', { row: 1, column: 'b', problem: 'surrogate' }],
    ['an invalid date', '[[1, new Date(Number.NaN)]]', { row: 1, column: 'b', problem: 'date' }],
    ['a function', '[[1, () => 1]]', { row: 1, column: 'b', problem: 'type' }],
  ])('%s names the row, and nothing stays', async (_name, rows, facts) => {
    const database = await freshDatabase();
    const code = `await op.execute("insert into t values (0, '')");\n  await op.copyFrom('t', ['a', 'b'], ${rows});`;
    await expect(dataRun(database, code, T)).rejects.toMatchObject({
      code: 'data-revision-row',
      facts: { ...facts, table: 't', at: 'features/events/migrations/bbbb.ts:9' },
    });
    expect(await database.query('select * from t')).toEqual([]);
  });

  test.each([
    [
      'a row that the server refuses',
      "await op.copyFrom('t', ['a'], [[1], [2], ['x']]);",
      '22P02',
      /^COPY t, line 3, column a/,
    ],
    ['a key that is there twice', "await op.copyFrom('t', ['a'], [[1], [2], [1], [4]]);", '23505', /^COPY t, line 3$/],
    ['a table that is not there', "await op.copyFrom('nowhere', ['a'], [[1]]);", '42P01', undefined],
    ['no table but SQL', "await op.copyFrom('t from program $$id$$', ['a'], [[1]]);", '0A000', undefined],
  ])('%s is an error of the statement', async (_name, code, sqlState, where) => {
    const database = await freshDatabase();
    await expect(dataRun(database, code, T)).rejects.toMatchObject({
      code: 'statement-failed',
      facts: {
        sqlState,
        at: 'features/events/migrations/bbbb.ts:8',
        ...(where && { where: expect.stringMatching(where) }),
      },
    });
    expect(await database.query('select * from t')).toEqual([]);
  });

  test('code can continue after a row that was refused, on a savepoint', async () => {
    const lines = await dataRun(
      await freshDatabase(),
      `await op.execute('savepoint s');
  try {
    await op.copyFrom('t', ['a'], (function* () { yield [1]; throw new Error('no more'); })());
  } catch (error) { op.log(error.message); }
  await op.execute('rollback to savepoint s');
  op.log(String((await op.copyFrom('t', ['a'], [[1], [2]])).rowCount));`,
      T,
    );
    expect(lines).toEqual(['no more', '2']);
  });

  test.each([
    ['op.execute', "async function* rows() { await op.execute('select 1'); yield [1]; }"],
    ['op.stream', "const rows = () => op.stream('select 1 as a');"],
    ['op.db', "async function* rows() { await op.db.execute('select 1'); yield [1]; }"],
  ])('%s as the source of rows is refused, and does not hang', async (_name, rows) => {
    const database = await freshDatabase();
    await expect(dataRun(database, `${rows}\n  await op.copyFrom('t', ['a'], rows());`, T)).rejects.toMatchObject({
      code: 'data-revision-busy',
    });
  });

  test.each([
    [
      'never gives a row',
      'data-revision-stalled',
      '',
      '{ async *[Symbol.asyncIterator]() { await new Promise(() => {}); } }',
    ],
    ['goes on when the code has returned', 'data-revision-unawaited', 'void ', 'slowly()'],
  ])('a source that %s ends', async (_name, code, prefix, source) => {
    const database = await freshDatabase();
    const text = `async function* slowly() { for (let a = 0; ; a += 1) { await new Promise((r) => setTimeout(r, 5)); yield [a]; } }
  ${prefix === '' ? 'await ' : prefix}op.copyFrom('t', ['a'], ${source})${prefix === '' ? '' : '.catch(() => {})'};
  await op.execute;`;
    await expect(
      dataRun(database, text, { ...T, runner: { idleInTransactionTimeoutMs: 1_000 } }),
    ).rejects.toMatchObject({ code });
    expect(await database.query('select * from t')).toEqual([]);
  });

  test('rows that nothing waits for leave the heartbeat its turns', async () => {
    const lines = await dataRun(
      await freshDatabase(),
      `let [turns, isDone] = [0, false];
  const turn = () => { turns += 1; if (!isDone) setImmediate(turn); };
  turn();
  await op.copyFrom('t', ['a', 'b'], (async function* () { for (let a = 0; a < 20000; a += 1) yield [a, 'x'.repeat(50)]; })());
  isDone = true;
  op.log(String(turns > 10));`,
      T,
    );
    expect(lines).toEqual(['true']);
  });

  test('ends when the run is to stop', async () => {
    const database = await freshDatabase();
    const code = `const rows = async function* () { yield [1]; op.log('reading'); await new Promise(() => {}); };
  await op.copyFrom('t', ['a'], rows());`;
    const stopping = dataRun(database, code, {
      ...T,
      onLog: (_, stop) => {
        stop.raise();
      },
    });
    await expect(stopping).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('is refused after the end', async () => {
    const database = await freshDatabase();
    const given: { late?: () => Promise<unknown> } = {};
    await dataRun(database, "given.late = () => op.copyFrom('t', ['a'], [[1]]);", { ...T, given });
    await expect(given.late?.()).rejects.toMatchObject({ code: 'data-revision-ended' });
    expect(await database.query('select * from t')).toEqual([]);
  });
});

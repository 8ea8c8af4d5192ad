import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { runDataRevision } from '../../../src/adapters/module/run-data-revision.ts';
import type { Direction, Revision } from '../../../src/revision/revision.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { writeTree } from '../fs/write-tree.ts';

const DRIZZLE = pathToFileURL(createRequire(import.meta.url).resolve('drizzle-orm')).href.replace(/\.cjs$/, '.js');
const FILE = 'features/events/migrations/x.ts';
const REVISION: Revision = {
  ...{ id: 'a1', revises: [], dependsOn: [], labels: [], message: '' },
  ...{ slice: 'events', file: FILE, kind: 'ts' },
};

async function run(
  client: pg.Client,
  body: string,
  options: { direction?: Direction; header?: string } = {},
): Promise<string[]> {
  const root = writeTree({
    'package.json': '{ "type": "module" }',
    'features/events/slice.json': '{ "label": "events" }',
    [FILE]: `// revision: a1\n${options.header ?? ''}\nimport { sql } from '${DRIZZLE}';\nexport async function upgrade(op) {\n${body}\n}\nexport async function downgrade(op) { op.log('down'); }\n`,
  });
  const lines: string[] = [];
  await runDataRevision(
    root,
    { size: '3' },
    {
      revision: REVISION,
      direction: options.direction ?? 'upgrade',
      session: {
        ...{ client, textOf: String, keepsCursors: true },
        execute: (text, parameters) => client.query(text, parameters?.slice()),
        copyFrom: () => Promise.resolve(0),
      },
      signal: new AbortController().signal,
      leaseLost: new AbortController().signal,
      transactional: options.header === undefined,
      quietMs: 0,
      failedAt: () => {},
      before: () => Promise.resolve(),
      log: (line) => void lines.push(line),
    },
  );
  return lines;
}

async function inTransaction(client: pg.Client, body: string): Promise<string[]> {
  await client.query('create table if not exists t (a int)');
  await client.query('begin');
  try {
    return await run(client, body);
  } finally {
    await client.query('rollback');
  }
}

describe('a data revision on its own transaction', () => {
  test('execute, args, log and Drizzle see the same rows, and all goes with the transaction', async () => {
    const client = await (await freshDatabase()).connect();
    const lines = await inTransaction(
      client,
      `const inserted = await op.execute('insert into t select * from generate_series(1, $1::int)', [op.args.size]);
      const seen = await op.db.execute(sql\`select count(*)::int as n from t where a > \${1}\`);
      op.log(inserted.rowCount + ' ' + seen.rows[0].n + ' ' + op.signal.aborted + ' ' + (op.db === op.db));`,
    );
    expect(lines).toEqual(['3 2 false true']);
    expect((await client.query('select * from t')).rows).toEqual([]);
  });

  test("Drizzle's transactions are savepoints of it", async () => {
    const client = await (await freshDatabase()).connect();
    const lines = await inTransaction(
      client,
      `await op.db.transaction(async (tx) => {
        await tx.execute(sql\`insert into t values (1)\`);
        await tx.transaction(async (inner) => { await inner.execute(sql\`insert into t values (2)\`); });
      });
      await op.db.transaction(async (tx) => {
        await tx.execute(sql\`insert into t values (3)\`);
        await tx.execute(sql\`select 1 / 0\`);
      }).catch(() => op.log('undone'));
      await op.db.transaction(async (tx) => { await tx.execute(sql\`insert into t values (4)\`); });
      const { rows } = await op.execute('select array_agg(a order by a) as all from t');
      op.log(rows[0].all.join());`,
    );
    expect(lines).toEqual(['undone', '1,2,4']);
    // Nothing of it was committed on the way.
    expect((await client.query('select * from t')).rows).toEqual([]);
  });

  test.each(['commit', 'begin', 'rollback', '/* x */ end'])('%s is refused', async (sql) => {
    const client = await (await freshDatabase()).connect();
    await expect(inTransaction(client, `await op.execute(${JSON.stringify(sql)});`)).rejects.toThrow(
      expect.objectContaining({
        code: 'data-revision-transaction-control',
        hint: expect.stringContaining('transaction=off'),
      }),
    );
  });
});

test('with transaction=off it has transactions of its own', async () => {
  const client = await (await freshDatabase()).connect();
  await client.query('create table t (a int)');
  const body = `await op.execute('begin'); await op.execute('insert into t values (1)'); await op.execute('commit');
    await op.db.transaction(async (tx) => { await tx.execute(sql\`insert into t values (2)\`); });`;
  await run(client, body, { header: '// migrate:upgrade transaction=off\n' });
  expect((await client.query('select a from t order by a')).rows).toEqual([{ a: 1 }, { a: 2 }]);
});

test('the way back', async () => {
  const client = await (await freshDatabase()).connect();
  expect(await run(client, '', { direction: 'downgrade' })).toEqual(['down']);
});

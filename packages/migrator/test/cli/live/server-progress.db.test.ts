import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { shop } from '../recordings/shop.ts';

interface Command {
  readonly up: string;
  readonly options?: string;
  /** Keeps the command in the middle of its work, until the function given back is called. */
  hold(database: FreshDatabase): Promise<() => Promise<unknown>>;
  readonly told: object;
}

/** A transaction of somebody else. */
const transaction = (sql: string) => async (database: FreshDatabase) => {
  const client = await database.connect();
  await client.query(`begin; ${sql}`);
  return () => client.query('rollback');
};

/**
 * A cursor is on a page of `items`, whose rows no snapshot may hold in flight any more: with those of a transaction in
 * another database of the server, there would be nothing that VACUUM could freeze, and nothing that it waits for.
 */
async function cursorOnFrozenRows(database: FreshDatabase): Promise<() => Promise<unknown>> {
  const client = await database.connect();
  await waitFor('all transactions that are older than the rows', async () => {
    const { rows } = await client.query(`select from items where xmin::text::bigint >= least(
  pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
  (select min(backend_xmin::text::bigint) from pg_stat_activity where datname = current_database())) limit 1`);
    return rows.length === 0;
  });
  return transaction('declare c cursor for select * from items; fetch 1 from c')(database);
}

/** Whatever computes `slow` waits for it. */
const held = transaction('select pg_advisory_xact_lock(42)');

const COMMANDS: Readonly<Record<string, Command>> = {
  'CREATE INDEX CONCURRENTLY': {
    up: 'create index concurrently items_id on items (id);',
    options: 'transaction=off',
    // It waits for those who write, until they are done.
    hold: transaction('insert into items values (0)'),
    told: { phase: 'waiting for writers before build', done: 0, total: 1, unit: 'transactions' },
  },
  VACUUM: {
    up: 'vacuum (freeze) items;',
    options: 'transaction=off',
    // A page that a cursor is on cannot be frozen.
    hold: cursorOnFrozenRows,
    told: { phase: 'scanning heap', total: expect.any(Number), unit: 'blocks' },
  },
  CLUSTER: {
    up: 'cluster items using items_slow;',
    // One table is clustered in a transaction.
    options: 'lock-timeout=10min',
    hold: held,
    // By an index: the server does not say how many blocks there are.
    told: { phase: 'rebuilding index', total: null, unit: 'blocks' },
  },
  'VACUUM FULL': {
    up: 'vacuum full items;',
    options: 'transaction=off',
    hold: held,
    told: { phase: 'rebuilding index', total: expect.any(Number), unit: 'blocks' },
  },
  'COPY FROM': {
    up: `copy slow_items (id) from stdin;\n${Array.from({ length: 2000 }, (_, n) => n).join('\n')}\n\\.`,
    options: 'lock-timeout=10min',
    hold: held,
    told: { phase: 'copying', total: null, unit: 'bytes' },
  },
};

test.each(Object.entries(COMMANDS))('how far the server is with %s is told while it runs', async (command, row) => {
  const database = await freshDatabase();
  await database.query(`create table items (id int); insert into items select generate_series(1, 2000);
create function slow(n int) returns int immutable language plpgsql as
  $$ begin perform pg_catalog.pg_advisory_xact_lock_shared(42); return n; end $$;
create index items_slow on items (slow(id));
create table slow_items (id int check (slow(id) >= 0))`);
  const cwd = shop([{ id: 'a1', message: 'long', up: row.up, down: 'select 1;', options: row.options ?? '' }]);
  const release = await row.hold(database);
  let stderr = '';
  const ended = main(['upgrade', '--json', '--url', database.url], {
    stdout: { write: () => undefined },
    stderr: {
      write: (text: string) => {
        stderr += text;
      },
    },
    env: {},
    cwd,
  });
  const over = ended.then((code) => {
    throw new Error(`ended with ${code} before it told of any progress: ${stderr}`);
  });
  await Promise.race([over, waitFor('progress of the server', () => stderr.includes('"server-progress"'))]);
  await release();
  expect(await ended, stderr).toBe(0);
  const events = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const progress = events.find(({ type }) => type === 'server-progress');
  expect(progress).toMatchObject({ command, ...row.told, revision: 'a1', n: 1, of: 1 });
  // Nobody is told of more than there is.
  expect(progress.done).toBeLessThanOrEqual(progress.total ?? Number.POSITIVE_INFINITY);
});

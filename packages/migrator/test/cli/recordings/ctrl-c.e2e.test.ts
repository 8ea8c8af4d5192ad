import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate, startMigrate } from '../../support/run-migrate.ts';
import { KEYS, openTerminal } from '../../support/terminal/open-terminal.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type ShopRevision, shop } from './shop.ts';

interface Stage {
  readonly revision?: Partial<ShopRevision>;
  readonly args?: readonly string[];
  /** Ctrl-C is pressed when the screen shows it, and once more when it shows the second. */
  readonly at: readonly RegExp[];
  /** What makes the command stay at this stage; the function given back ends that. */
  hold?(database: FreshDatabase, cwd: string): Promise<() => Promise<unknown>>;
}

/** A transaction that reads the table, or has changed a row of it. */
const holding = (sql: string) => async (database: FreshDatabase) => {
  const client = await database.connect();
  await client.query(`begin; ${sql}`);
  return () => client.query('rollback');
};

const STAGES: Readonly<Record<string, Stage>> = {
  'while it waits for another runner': {
    at: [/waiting for another runner/],
    async hold(database, cwd) {
      const release = await holding('select * from items')(database);
      const other = startMigrate(['upgrade'], { cwd, env: { DATABASE_URL: database.url } });
      await waitFor(
        'the lease',
        async () => (await database.query('select from braid.lease where run_id is not null')).length > 0,
      );
      return async () => {
        other.kill('SIGTERM');
        await other.result;
        await release();
      };
    },
  },
  'while it waits for locks': { at: [/held up by/], hold: holding('select * from items') },
  'while a statement runs': {
    revision: { up: 'alter table items add column title text;\nselect pg_sleep(60);' },
    at: [/statement 2 of 2|1\/1 ↑ a1/, /stopping after the current statement/],
  },
  'while batches run': {
    revision: {
      options: 'batch="items(id)" batch-size=1000 batch-target=60s lock-timeout=10min',
      up: 'update items set n = 1 where id > :from and id <= :to;',
    },
    at: [/█░* \d+%/, /stopping after the current statement/],
    hold: holding('select from items where id = 5000 for update'),
  },
  'while an index is built': {
    revision: { options: 'transaction=off', up: 'create index concurrently items_n on items (n);' },
    at: [/waiting for writers/, /stopping after the current statement/],
    hold: holding('update items set n = 0 where id = 1'),
  },
};

test.each(Object.entries(STAGES))(
  'Ctrl-C %s ends with 130, half of nothing stays, and the next run continues',
  async (_, stage) => {
    const database = await freshDatabase();
    await database.query(
      'create table items (id int primary key, n int); insert into items select n, n from generate_series(1, 10000) n; analyze items',
    );
    const title = { id: 'a1', message: 'add title', up: 'alter table items add column title text;' };
    const revision = { ...title, down: 'drop table items;', ...stage.revision };
    const cwd = shop([revision]);
    const env = { DATABASE_URL: database.url };
    const release = await stage.hold?.(database, cwd);
    const terminal = openTerminal(['upgrade', ...(stage.args ?? [])], { cwd, columns: 80, env });
    for (const at of stage.at) {
      await terminal.until(at);
      terminal.type(KEYS.ctrlC);
    }
    const { exitCode, cursor, screen } = await terminal.ended;
    expect([exitCode, cursor], screen.join('\n')).toEqual([130, 'shown']);
    expect(screen.join('\n')).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]|\n {4}at /);
    await release?.();
    expect(await database.query('select revision from braid.applied')).toEqual([]);
    expect(await database.query('select from braid.lease where run_id is not null')).toEqual([]);
    if (stage.revision?.up?.includes('pg_sleep') === true) return;
    const again = await runMigrate(['upgrade'], { cwd, env });
    expect(again, again.stderr).toMatchObject({ exitCode: 0 });
  },
);

test('Ctrl-C while it waits for a server that is not up', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  server.close();
  await once(server, 'close');
  const url = `postgres://nobody@127.0.0.1:${port}/none`;
  const terminal = openTerminal(['status', '--wait', '60s', '--url', url], { cwd: shop([]), columns: 80 });
  await terminal.until(/waiting for postgres/);
  terminal.type(KEYS.ctrlC);
  expect(await terminal.ended).toMatchObject({ exitCode: 130, cursor: 'shown' });
});

test('Ctrl-C while the embedded server is made leaves none that runs, and the next command makes it', async () => {
  const cwd = shop([]);
  const terminal = openTerminal(['status'], { cwd, columns: 80 });
  await terminal.until(/starting the embedded PostgreSQL/);
  terminal.type(KEYS.ctrlC);
  expect(await terminal.ended).toMatchObject({ exitCode: 130, cursor: 'shown' });
  const again = await runMigrate(['db', 'start'], { cwd });
  expect(again, again.stderr).toMatchObject({ exitCode: 0 });
  await runMigrate(['db', 'stop'], { cwd });
});

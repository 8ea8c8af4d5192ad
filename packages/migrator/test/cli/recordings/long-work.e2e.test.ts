import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate } from '../../support/run-migrate.ts';
import { openTerminal } from '../../support/terminal/open-terminal.ts';
import { longestSilence, mostSilent } from '../../support/terminal/silence.ts';
import { waitFor } from '../../support/wait-for.ts';
import { shop } from './shop.ts';
import { story, storyOfJob, WIDTHS } from './story.ts';

const ROWS = 10_000;

const FILL = [
  {
    id: 'a1',
    message: 'fill n',
    options: 'batch="items(id)" batch-size=1000 batch-target=60s lock-timeout=10min',
    up: 'update items set n = 1 where id > :from and id <= :to;',
    down: 'update items set n = id;',
  },
];

const INDEX = [
  {
    id: 'a1',
    message: 'index n',
    options: 'transaction=off',
    downOptions: 'transaction=off',
    up: 'create index concurrently items_n on items (n);',
    down: 'drop index concurrently items_n;',
  },
];

async function manyItems(rows = ROWS) {
  const database = await freshDatabase();
  await database.query(`create table items (id int primary key, n int);
insert into items select n, n from generate_series(1, ${rows}) n;
analyze items`);
  /** Somebody else's transaction. */
  const hold = async (sql: string) => {
    const client = await database.connect();
    await client.query(`set application_name = 'import'; begin; ${sql}`);
    return client;
  };
  return { ...database, hold, lock: () => hold(`select from items where id = ${rows / 2} for update`) };
}

describe.each(WIDTHS)('in %i columns', (columns) => {
  test('the first status makes a server, and the first upgrade builds the database', async () => {
    const cwd = shop([
      { id: 'a1', message: 'items', up: 'create table items (id int);', down: 'drop table items;' },
      { id: 'b1', message: 'prices', up: 'create table prices (id int);', down: 'drop table prices;' },
    ]);
    try {
      const status = story(['status'], { cwd, columns });
      await status.frame('the server is made', /starting the embedded PostgreSQL/);
      expect(await status.end('first-status')).toMatchObject({ exitCode: 0 });
      const upgrade = story(['upgrade'], { cwd, columns });
      expect(await upgrade.end('first-upgrade')).toMatchObject({ exitCode: 0 });
    } finally {
      await runMigrate(['db', 'stop'], { cwd });
    }
  });

  test('batches of rows show how many are done, and wait for a row', async () => {
    const { url, ...items } = await manyItems();
    const lock = await items.lock();
    const { frame, end } = story(['upgrade'], { cwd: shop(FILL), columns, env: { DATABASE_URL: url } });
    await frame('half of the rows are done, and one is locked', /held up by/);
    await lock.query('commit');
    expect(await end('batches')).toMatchObject({ exitCode: 0 });
  });

  test('an index that is built concurrently shows how far the server is', async () => {
    const { url, hold, query } = await manyItems();
    const write = await hold('update items set n = 0 where id = 1');
    const { frame, end } = story(['upgrade'], { cwd: shop(INDEX), columns, env: { DATABASE_URL: url } });
    await frame('a writer is in the way', /blocked[\s\S]*waiting for writers before build, 0 of 1/);
    await write.query('commit');
    expect(await end('concurrent-index')).toMatchObject({ exitCode: 0 });
    expect(await query("select indisvalid from pg_index where indexrelid = 'items_n'::regclass")).toEqual([
      { indisvalid: true },
    ]);
  });
});

test('without a terminal, batches', async () => {
  const { url, ...items } = await manyItems();
  const lock = await items.lock();
  const job = storyOfJob(['upgrade'], { cwd: shop(FILL), env: { DATABASE_URL: url } }, true);
  await waitFor('the line', () => job.output().includes('… 1/1'));
  await lock.query('commit');
  await job.end('batches');
});

/** `npm run test:terminal` takes three million. */
const MANY = Number(process.env.BRAID_TERMINAL_ROWS ?? 20_000);

test('an index on many rows is never silent, and shows how far it is where that takes long', async () => {
  const { url } = await manyItems(MANY);
  const { ended } = openTerminal(['upgrade'], { cwd: shop(INDEX), columns: 80, env: { DATABASE_URL: url } });
  const { exitCode, lastLines, beats } = await ended;
  expect([exitCode, longestSilence(beats) < mostSilent()], lastLines.join('\n')).toEqual([0, true]);
  if (MANY > 1e6) expect(lastLines.filter((line) => /█░* scanning table, \d+%/.test(line)).length).toBeGreaterThan(0);
});

import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { codeRunner } from '../execute/support/code-runner.ts';
import type { RevisionText } from '../execute/support/revisions.ts';
import type { RunnerSettings } from '../execute/support/runner.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { full, note, printTableAtEnd } from './support/fault-table.ts';
import { crash, ownServer } from './support/own-server.ts';
import { buildChild, spawnRunner } from './support/spawn-runner.ts';

beforeAll(buildChild);
printTableAtEnd();

/** More than one batch has: the sample is small, `npm run test:faults` is not. */
const rows = full ? 2_000_000 : 100_000;
const rounds = full ? 20 : 6;
const options = { leaseMs: 600 };
const server = ownServer();

const range = 'where id > :from and id <= :to';
const planWith = (more: Partial<RevisionText>): readonly RevisionText[] => [
  {
    id: 'aaaa',
    up: `create table items (id bigint primary key, n int not null);\ninsert into items select i * 7, 0 from generate_series(1, ${rows}) i`,
    down: 'drop table items',
  },
  {
    id: 'bbbb',
    revises: 'aaaa',
    up: `update items set n = n + 1 ${range}`,
    down: `update items set n = n - 1 ${range}`,
    // Small batches, so that there are many moments between them.
    options: `batch="items(id)" batch-target=${full ? 50 : 1}ms batch-size=500`,
    ...more,
  },
];

/** The same as steps of code, with a table and a row beside the batches. */
const change = (by: number) =>
  `async (op, { from, to }) => void (await op.execute('update items set n = n + $3::int where id > $1 and id <= $2', [from, to, ${by}]))`;
const walked = `{ table: 'items', key: 'id', target: ${full ? 50 : 1}, size: 500 }`;
const code = `export async function upgrade(op) {
  await op.step('make', async (op) => { await op.execute('create table made (n int)'); });
  await op.batch('count', ${walked}, ${change(1)});
  await op.step('note', async (op) => { await op.execute('insert into made values (1)'); });
}
export async function downgrade(op) {
  await op.step('drop', async (op) => { await op.execute('drop table made'); });
  await op.batch('uncount', ${walked}, ${change(-1)});
}`;

const counts = (database: FreshDatabase) =>
  database.query('select n, count(*)::int as rows from items group by n order by n');

/** Batches that are committed, by a look of its own. */
async function batches(database: FreshDatabase): Promise<number> {
  const [row] = await database.query('select batches::int as n from braid.batch');
  return Number(row?.n ?? 0);
}

const HOW = ['the worker is killed', 'the session is terminated', 'the server crashes'] as const;

test.each([
  ['foreground', 'upgrade', {}],
  ['background', 'work', { header: 'background: true' }],
  ['foreground, in steps of code', 'upgrade', { kind: 'ts', code, options: 'transaction=steps' }],
] as const)(
  `in the %s: n = n + 1 over ${rows} rows, whatever is killed: every n is exactly 1`,
  async (_, action, more) => {
    const database = await freshDatabase(server.url);
    const plan = planWith(more);
    const { root } = codeRunner(plan, database);
    const run = (settings: Partial<RunnerSettings>) => codeRunner(plan, { ...database, ...settings });
    await run({}).upgrade('aaaa');
    if (action === 'work') await run({ detach: true }).upgrade();
    // Under load each takes its time, and what commits a batch of code is the same as of statements.
    const kills = 'code' in more && !full ? 3 : rounds;
    for (let round = 0; round < kills; round += 1) {
      const how = HOW[round % HOW.length];
      const before = round === 0 ? 0 : await batches(database);
      const child = spawnRunner({ url: database.url, revisions: plan, options, action, root });
      const isOver = child.ended.then(() => true);
      await Promise.race([
        isOver,
        waitFor('another batch', async () => (await batches(database)) > before, { seconds: 60 }),
      ]);
      if (full) await pause(Math.random() * 500);
      if (how === 'the worker is killed') child.process.kill('SIGKILL');
      else {
        const [session] = await database.query(
          "select pid from pg_stat_activity where datname = current_database() and application_name like 'braid%' and pid <> pg_backend_pid() order by xact_start nulls last limit 1",
        );
        if (session === undefined) continue;
        if (how === 'the server crashes') {
          crash(Number(session.pid));
          // Its entry is gone when the server is up again, and not before.
          const gone = 'select from pg_stat_activity where pid = $1';
          await waitFor('the server', async () => (await database.query(gone, [session.pid])).length === 0, {
            seconds: 60,
          });
        } else await database.query('select pg_terminate_backend($1)', [session.pid]);
        // The run goes on by itself; the worker is killed in what it does then.
        await Promise.race([
          isOver,
          waitFor('the server', async () => (await batches(database)) > before, { seconds: 60 }),
        ]);
        child.process.kill('SIGKILL');
      }
      await child.ended;
      // A server that crashed takes its time.
      await waitFor('the server', async () => (await batches(database)) >= 0, { seconds: 60 });
      note(`batches: ${how}`, 'goes on after the last batch');
    }
    expect(await batches(database), 'the kills were in the middle').toBeGreaterThan(0);
    if (action === 'work') await run({ options }).work();
    expect((await run({ options }).upgrade()).heads).toEqual(['bbbb']);
    expect(await counts(database)).toEqual([{ n: 1, rows }]);
    if ('code' in more) expect(await database.query('select n from made')).toEqual([{ n: 1 }]);
    expect((await run({ options }).downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect(await counts(database)).toEqual([{ n: 0, rows }]);
  },
  // Two million rows twice, and twenty kills, on a machine that is busy.
  ...(full ? [900_000] : []),
);

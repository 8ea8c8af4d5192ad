import { describe, expect, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import type { DataRevisionRunner } from '../../../src/execute/run-request.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const base: RevisionText = { id: 'aaaa', up: 'create table items (id int)', down: 'drop table items' };
const waits = 'select pg_advisory_xact_lock_shared(1)';
const options = 'lock-timeout=60s';
const off = `transaction=off ${options}`;

/** As a successor does it, but without waiting for the lease to end. */
function takeOver({ query }: FreshDatabase): Promise<unknown> {
  return query(`update braid.lease set token = token + 1, run_id = 'successor', host = 'elsewhere', pid = 1`);
}

interface Case {
  readonly name: string;
  readonly revision: Omit<RevisionText, 'id' | 'down'>;
  readonly dataRunner?: DataRevisionRunner;
}

const code: DataRevisionRunner = async ({ session }) => void (await session.execute(waits));

const sections: readonly Case[] = [
  { name: 'in a transaction', revision: { up: `insert into items values (1);\n${waits}`, options } },
  { name: 'statements with checkpoints', revision: { up: waits, options: off } },
  { name: 'a statement alone', revision: { up: 'create index concurrently items_id on items (id)', options: off } },
  { name: 'code in a transaction', revision: { up: '', kind: 'ts', options }, dataRunner: code },
  { name: 'code without one', revision: { up: '', kind: 'ts', options: off }, dataRunner: code },
];

describe('a holder that lost its lease stops in the middle of its statement', () => {
  test.each(sections)('$name', async ({ revision, dataRunner }) => {
    const database = await freshDatabase();
    await runner([base], database).upgrade();
    const blocker = await database.connect();
    await blocker.query('select pg_advisory_lock(1)');
    await blocker.query('begin');
    await blocker.query('insert into items values (7)');
    const revisions = line(base, { id: 'bbbb', down: 'select 1', ...revision });
    const { upgrade } = runner(revisions, {
      ...database,
      options: { leaseMs: 900 },
      ...(dataRunner === undefined ? {} : { dataRunner }),
    });
    const upgrading = expect(upgrade()).rejects.toMatchObject({
      code: 'lease-lost',
      facts: { revision: 'bbbb', ran: [], heads: ['aaaa'] },
    });
    const ours = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
    await waitFor('the statement to wait', async () => (await database.query(`select 1 ${ours}`)).length > 0);
    await takeOver(database);
    await upgrading;
    // Nothing of it goes on at the server, and nothing of it is undone beside the successor.
    expect(await database.query(`select query ${ours}`)).toEqual([]);
    await blocker.query('rollback');
    const left = await database.query(`select run_id, (select count(*)::int from items) as items,
      (select count(*)::int from braid.applied) as applied, to_regclass('items_id')::text as index from braid.lease`);
    const index = revision.up.includes('concurrently') ? 'items_id' : null;
    expect(left).toEqual([{ run_id: 'successor', items: 0, applied: 1, index }]);
  });
});

test('the signal of the code is aborted, and says why', async () => {
  const database = await freshDatabase();
  const reasons: unknown[] = [];
  const { upgrade } = runner(line(base, { id: 'bbbb', up: '', down: '', kind: 'ts', options: off }), {
    ...database,
    options: { leaseMs: 900 },
    dataRunner: async ({ signal, leaseLost }) => {
      await takeOver(database);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      reasons.push(signal.reason, leaseLost.reason);
    },
  });
  await expect(upgrade()).rejects.toMatchObject({
    code: 'lease-lost',
    message: expect.stringContaining('what it committed stays'),
  });
  const lost = expect.objectContaining({ code: 'lease-lost' });
  expect(reasons).toEqual([lost, lost]);
});

describe('a holder that was frozen asks for its lease before it runs', () => {
  /** No heartbeat tells it in time: only its own clocks do. */
  const options = { leaseMs: 600_000 };

  test('the next statement of code', async () => {
    const database = await freshDatabase();
    let late = 0;
    const { upgrade } = runner(line(base, { id: 'bbbb', up: '', down: '', kind: 'ts', options: off }), {
      ...database,
      options,
      now: () => new Date(Date.now() + late),
      dataRunner: async ({ session, before }) => {
        await session.execute('insert into items values (1)');
        await takeOver(database);
        late = 3_600_000;
        await before();
        await session.execute('insert into items values (2)');
      },
    });
    await expect(upgrade()).rejects.toMatchObject({ code: 'lease-lost', facts: { manner: 'half-run-code' } });
    // What was committed stays, as the message says.
    expect(await database.query('select * from items')).toEqual([{ id: 1 }]);
  });

  test.each([true, false])('a statement alone (somebody took over: %s)', async (isTaken) => {
    const database = await freshDatabase();
    const real = openPgDatabase({ url: database.url, source: 'test', toolVersion: '0.0.0-test' });
    let late = 0;
    const { upgrade } = runner(line(base, { id: 'bbbb', up: 'vacuum items', down: 'select 1', options: off }), {
      ...database,
      options,
      now: () => new Date(Date.now() + late),
      database: {
        ...real,
        // Frozen right behind its fence.
        async noteIntent(lease, attempt, sql) {
          await real.noteIntent(lease, attempt, sql);
          if (sql === undefined) return;
          if (isTaken) await takeOver(database);
          late = 3_600_000;
        },
        runAlone: async (statement, limits) => {
          ran.push(statement.sql);
          return await real.runAlone(statement, limits);
        },
      },
    });
    const ran: string[] = [];
    if (isTaken) await expect(upgrade()).rejects.toMatchObject({ code: 'lease-lost', facts: { manner: 'half-run' } });
    else await upgrade();
    expect(ran).toHaveLength(isTaken ? 0 : 1);
  });
});

import { describe, expect, test } from 'vitest';
import { openPgDatabase } from '../../src/adapters/pg/pg-database.ts';
import type { DataRevisionRunner } from '../../src/execute/run-request.ts';
import { planUpgrade } from '../../src/plan/plan-upgrade.ts';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { scriptOf, writer } from './offline/script-kit.ts';
import { BASE, CLEAN, expectRight, LEFTOVERS, revisions, STATE } from './support/leftovers.ts';
import { line } from './support/revisions.ts';
import { runner } from './support/runner.ts';

describe('the next revision has a fresh session after', () => {
  test.each(LEFTOVERS)('%s', async (_name, leftover) => {
    const database = await freshDatabase();
    await expectRight(leftover, database.query, () => runner(revisions(leftover), database).upgrade());
  });

  test.each(LEFTOVERS)('%s, left by a section without a transaction', async (_name, leftover) => {
    const database = await freshDatabase();
    const { upgrade } = runner(revisions(leftover, 'transaction=off'), database);
    await expectRight(leftover, database.query, () => upgrade());
  });

  test.each(LEFTOVERS)('%s, left by code, with and without a transaction', async (_name, leftover) => {
    for (const options of ['', 'transaction=off']) {
      const database = await freshDatabase();
      const dataRunner: DataRevisionRunner = async ({ session }) => void (await session.execute(leftover.leaves));
      const list = revisions(leftover).map((each) =>
        each.id === 'bbbb' ? { ...each, up: '', down: '', kind: 'ts' as const, options } : each,
      );
      await expectRight(leftover, database.query, () => runner(list, { ...database, dataRunner }).upgrade());
    }
  });

  test.each(LEFTOVERS)('%s, in a script', async (_name, leftover) => {
    for (const options of ['', 'transaction=off']) {
      const database = await freshDatabase();
      const list = revisions(leftover, options);
      const { graph } = runner(list, database);
      const text = writer.script(
        scriptOf(graph, planUpgrade(graph, [], 'heads'), ({ id }) => {
          const each = list.find((revision) => revision.id === id);
          const marker = options === '' || id !== 'bbbb' ? '' : ` ${options}`;
          return `-- migrate:upgrade${marker}\n${each?.up};\n\n-- migrate:downgrade\n`;
        }),
      );
      await expectRight(leftover, database.query, () => runByStatement(database, text));
    }
  });

  test.each(LEFTOVERS)('%s that failed half-way', async (_name, leftover) => {
    const database = await freshDatabase();
    const list = line(
      { id: 'aaaa', up: BASE, down: 'select 1' },
      { id: 'bbbb', up: `${leftover.leaves};\nselect 1 / 0`, down: 'select 1' },
    );
    const lent = await database.connect();
    const open = openPgDatabase({ ...LENT, url: database.url, borrowed: { kind: 'client', client: lent } });
    await expect(runner(list, { ...database, database: open }).upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
    });
    expect((await lent.query(STATE)).rows).toEqual([CLEAN]);
  });
});

const LENT = { source: 'client', toolVersion: '0.0.0-test' } as const;
describe('a lent client', () => {
  test.each(LEFTOVERS.filter(([, { fails }]) => fails === undefined))(
    'has nothing of a revision afterwards: %s',
    async (_name, leftover) => {
      const database = await freshDatabase();
      const lent = await database.connect();
      const open = openPgDatabase({ ...LENT, url: database.url, borrowed: { kind: 'client', client: lent } });
      await expectRight(leftover, database.query, () =>
        runner(revisions(leftover), { ...database, database: open }).upgrade(),
      );
      expect((await lent.query(STATE)).rows).toEqual([CLEAN]);
    },
  );

  test('keeps what its program had in it', async () => {
    const database = await freshDatabase();
    const lent = await database.connect();
    await lent.query(
      "create schema app; set search_path = app, public; set application_name = 'mine'; prepare mine as select 1 as one; listen mine; select pg_advisory_lock(1), pg_advisory_lock(2, 3), pg_advisory_lock_shared(4)",
    );
    const before = (await lent.query(STATE)).rows;
    const list = revisions({
      isRight: 'true',
      leaves:
        'listen other; prepare other as select 1; do $$ begin perform pg_advisory_lock(9); perform pg_advisory_lock_shared(8, 7); end $$; set search_path = pg_catalog',
      next: 'select 1',
    });
    const open = openPgDatabase({ ...LENT, url: database.url, borrowed: { kind: 'client', client: lent } });
    await runner(
      list.map((each) => (each.id === 'aaaa' ? { ...each, up: 'select 1' } : each)),
      { ...database, database: open },
    ).upgrade();
    expect((await lent.query(STATE)).rows).toEqual(before);
    expect((await lent.query('execute mine')).rows).toEqual([{ one: 1 }]);
    expect((await lent.query('show application_name')).rows).toEqual([{ application_name: 'mine' }]);
  });

  test('with temporary tables or open cursors is refused by name', async () => {
    const database = await freshDatabase();
    const lent = await database.connect();
    await lent.query('create temp table basket (); declare c cursor with hold for select 1');
    const open = openPgDatabase({ ...LENT, url: database.url, borrowed: { kind: 'client', client: lent } });
    await expect(open.readState()).rejects.toMatchObject({
      code: 'database-connection-unusable',
      facts: { leftovers: ['basket', 'c'] },
    });
    expect((await lent.query('select count(*)::int as n from basket')).rows).toEqual([{ n: 0 }]);
  });
});

/** As psql runs it: one statement after the other, in one session. */
async function runByStatement(database: Awaited<ReturnType<typeof freshDatabase>>, text: string): Promise<void> {
  const client = await database.connect();
  for (const { sql } of splitStatements(text, { slice: 'x', file: 'script.sql' })) await client.query(sql);
  await client.end();
}

import { describe, expect, test } from 'vitest';
import type { DataRevisionRunner } from '../../../src/execute/run-request.ts';
import type { RevisionSession } from '../../../src/ports/database/revision-runner.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const base: RevisionText = { id: 'aaaa', up: 'create table items (id int, name text)', down: 'drop table items' };
const code = (options = ''): readonly RevisionText[] =>
  line(base, { id: 'bbbb', up: '', down: '', kind: 'ts', options });

/** `work` as the code of the data revision. */
function withCode(
  database: FreshDatabase,
  work: (session: RevisionSession, direction: string) => Promise<unknown>,
  options = '',
) {
  const dataRunner: DataRevisionRunner = async ({ session, direction }) => void (await work(session, direction));
  return runner(code(options), { ...database, dataRunner });
}

const insert = (session: RevisionSession, direction: string) =>
  direction === 'upgrade'
    ? session.execute('insert into items values ($1, $2)', [1, 'one'])
    : session.execute('delete from items');

describe('data revisions', () => {
  test.each(['', 'transaction=off'])('go up, down and up again (%s)', async (options) => {
    const database = await freshDatabase();
    const { upgrade, downgrade, state } = withCode(database, insert, options);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select * from items')).toEqual([{ id: 1, name: 'one' }]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect(await database.query('select * from items')).toEqual([]);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect((await state()).halfRuns).toEqual([]);
  });

  test('code that throws is rolled back as a whole', async () => {
    const database = await freshDatabase();
    const { upgrade, log } = withCode(database, async (session) => {
      await insert(session, 'upgrade');
      throw new Error('no such customer');
    });
    await expect(upgrade()).rejects.toMatchObject({
      code: 'data-revision-failed',
      message: expect.stringContaining('no such customer'),
      facts: { revision: 'bbbb', heads: ['aaaa'] },
    });
    expect(await database.query('select * from items')).toEqual([]);
    expect(await log()).toContainEqual(expect.objectContaining({ event: 'failed', revision: 'bbbb' }));
  });

  test('a statement that fails in the code is reported with its SQLSTATE, even when the code wraps it', async () => {
    const database = await freshDatabase();
    const { upgrade } = withCode(database, (session) =>
      session.execute('select nix').catch((cause: unknown) => {
        throw new Error('wrapped', { cause });
      }),
    );
    await expect(upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { sqlState: '42703', revision: 'bbbb' },
    });
  });

  test('a serialization failure is tried again, the code from its beginning', async () => {
    const database = await freshDatabase();
    let tries = 0;
    const { upgrade, events } = withCode(database, async (session) => {
      tries += 1;
      await insert(session, 'upgrade');
      if (tries === 1) await session.execute("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
    });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(events).toContainEqual(expect.objectContaining({ type: 'retrying', sqlState: '40001' }));
    expect(await database.query('select * from items')).toHaveLength(1);
  });

  test('code cannot end its transaction behind our back, nor leave settings', async () => {
    const database = await freshDatabase();
    await expect(withCode(database, (session) => session.execute('commit')).upgrade()).rejects.toMatchObject({
      code: 'transaction-ended',
      message: expect.stringContaining('not recorded as applied'),
    });
    const leaving = withCode(database, (session) => session.execute('set search_path = nowhere'));
    expect((await leaving.upgrade()).heads).toEqual(['bbbb']);
  });
});

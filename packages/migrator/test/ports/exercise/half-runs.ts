import { describe, expect, test } from 'vitest';
import { statementHash } from '../../../src/execute/half-run/statement-hash.ts';
import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import { statementKind } from '../../../src/sql/kind/classify-statement.ts';
import type { HalfRunState } from '../../../src/state/half-run-state.ts';
import { applied, attempt, leased, logged, type OpenExercised, REFUSED, request, statement } from './exercised.ts';

/** Revisions that run statement by statement. */
export function exerciseHalfRuns(name: string, open: OpenExercised): void {
  describe(`${name}: half runs`, () => {
    const begun = async () => {
      const opened = await leased(open);
      await opened.database.noteIntent(opened.lease, attempt('aaaa'), undefined);
      return opened;
    };
    const half = async (database: MigrationDatabase): Promise<HalfRunState | undefined> =>
      (await database.readState()).halfRuns[0];

    test('remember what is done and what is running, and end with the record', async () => {
      const { database, lease } = await begun();
      expect(await half(database)).toMatchObject({ revision: 'aaaa', direction: 'upgrade', doneStatements: [] });
      const failure = await database.runChecked(
        lease,
        attempt('aaaa'),
        statement('select 1'),
        statementHash('select 1'),
        {},
      );
      expect(failure).toBeUndefined();
      expect(await half(database)).toMatchObject({ doneStatements: [statementHash('select 1')] });
      await database.noteIntent(lease, attempt('aaaa'), 'select 2');
      expect(await half(database)).toMatchObject({ underWay: 'select 2' });
      // Going on with it keeps what is running.
      await database.noteIntent(lease, attempt('aaaa'), undefined);
      expect(await half(database)).toMatchObject({ underWay: 'select 2' });
      expect(await database.runAlone(statement('select 2'), {})).toBeUndefined();
      await database.noteDone(lease, attempt('aaaa'), statementHash('select 2'));
      const state = await half(database);
      expect(state?.doneStatements).toEqual([statementHash('select 1'), statementHash('select 2')]);
      expect(state).not.toHaveProperty('underWay');
      await database.finishHalfRun(lease, attempt('aaaa'));
      expect([await half(database), await applied(database)]).toEqual([undefined, ['aaaa']]);
      expect(await logged(database)).toEqual(['upgrade started aaaa', 'upgrade started aaaa', 'upgrade done aaaa']);
    });

    test('forget what was running when it had no effect', async () => {
      const { database, lease } = await begun();
      await database.noteIntent(lease, attempt('aaaa'), 'select 2');
      await database.clearIntent(lease, attempt('aaaa'));
      const state = await half(database);
      expect(state?.doneStatements).toEqual([]);
      expect(state).not.toHaveProperty('underWay');
    });

    test('are where they were after a statement that is refused', async () => {
      const { database, lease } = await begun();
      const refused = statement(REFUSED.statement);
      const hash = statementHash(refused.sql);
      expect(await database.runChecked(lease, attempt('aaaa'), refused, hash, {})).toMatchObject({
        sqlState: REFUSED.how,
      });
      expect(await database.runAlone(refused, {})).toMatchObject({ sqlState: REFUSED.how });
      expect(await half(database)).toMatchObject({ doneStatements: [] });
    });

    test('commit nothing under a lease that is lost', async () => {
      const { database, lease } = await begun();
      await database.acquireLease(request('first'));
      const lost = { code: 'lease-lost' };
      const checked = database.runChecked(lease, attempt('aaaa'), statement('select 1'), statementHash('select 1'), {});
      await expect(checked).rejects.toMatchObject(lost);
      await expect(database.noteDone(lease, attempt('aaaa'), 'x')).rejects.toMatchObject(lost);
      await expect(database.clearIntent(lease, attempt('aaaa'))).rejects.toMatchObject(lost);
      await expect(database.finishHalfRun(lease, attempt('aaaa'))).rejects.toMatchObject(lost);
      expect(await half(database)).toMatchObject({ doneStatements: [] });
    });

    test('of a statement that never ran are told from the catalog', async () => {
      const { database, lease } = await begun();
      const sql = 'create index concurrently t_a_idx on t (a)';
      await database.noteIntent(lease, attempt('aaaa'), sql);
      expect(await database.catalogTruth(statementKind(sql))).toEqual({ state: 'not-run' });
    });

    test.each([
      [true, [statementHash('select 2')]],
      [false, []],
    ])('are settled by hand: done is %s', async (done, doneStatements) => {
      const { database, lease } = await begun();
      await database.noteIntent(lease, attempt('aaaa'), 'select 2');
      await database.changeState(lease, 'repair', [
        { kind: 'settle-half-run', revision: 'aaaa', slice: 'events', done },
      ]);
      const state = await half(database);
      expect(state?.doneStatements).toEqual(doneStatements);
      expect(state).not.toHaveProperty('underWay');
    });

    test('where nothing is running there is nothing to settle', async () => {
      const { database, lease } = await begun();
      await database.changeState(lease, 'repair', [
        { kind: 'settle-half-run', revision: 'aaaa', slice: 'events', done: true },
        { kind: 'settle-half-run', revision: 'bbbb', slice: 'events', done: true },
      ]);
      expect((await database.readState()).halfRuns).toMatchObject([{ revision: 'aaaa', doneStatements: [] }]);
    });

    test.each(['drop-half-run', 'remove'] as const)('are forgotten by %s', async (kind) => {
      const { database, lease } = await begun();
      await database.changeState(lease, 'repair', [{ kind, revision: 'aaaa', slice: 'events' }]);
      expect(await half(database)).toBeUndefined();
    });
  });
}

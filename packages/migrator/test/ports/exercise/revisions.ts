import { describe, expect, test } from 'vitest';
import type { BatchOutcome } from '../../../src/ports/database/revision-runner.ts';
import { digestOf } from '../../../src/state/applied/applied-digest.ts';
import { applied, apply, attempt, leased, logged, type OpenExercised, REFUSED, unit } from './exercised.ts';

/** Batches of revisions, and revisions of code. */
export function exerciseRevisions(name: string, open: OpenExercised): void {
  describe(`${name}: revisions`, () => {
    test('are recorded with what they ran on, in their order, and forgotten when they are undone', async () => {
      const { database, lease } = await leased(open);
      const told: number[] = [];
      const outcome = await database.applyBatch(lease, {
        units: [
          unit('aaaa', ['select 1']),
          unit('bbbb', [], { parents: ['aaaa'], dependencies: ['cccc'], slice: 'users' }),
        ],
        onUnit: (index) => told.push(index),
      });
      expect([outcome, told]).toEqual([{ kind: 'done' }, [0, 1]]);
      expect((await database.readState()).applied).toMatchObject([
        { revision: 'aaaa', slice: 'events', parents: [], dependencies: [], checksum: 'sum of aaaa', runId: 'first' },
        { revision: 'bbbb', slice: 'users', parents: ['aaaa'], dependencies: ['cccc'] },
      ]);
      const groups = await database.readApplied();
      expect(groups.map(({ slice, revisions }) => [slice, revisions]).sort()).toEqual([
        ['events', ['aaaa']],
        ['users', ['bbbb']],
      ]);
      expect(groups.every(({ revisions, appliedAt }) => revisions.length === appliedAt.length)).toBe(true);
      expect(await database.readDigest()).toEqual({
        digest: digestOf((await database.readState()).applied),
        begun: 0,
      });
      const down = { direction: 'downgrade' } as const;
      expect(await apply(database, lease, unit('bbbb', ['select 1'], down))).toEqual({ kind: 'done' });
      expect(await applied(database)).toEqual(['aaaa']);
      expect(await logged(database)).toEqual(['upgrade done aaaa', 'upgrade done bbbb', 'downgrade done bbbb']);
    });

    test('of a batch that fails, those before it are committed and those after it never began', async () => {
      const { database, lease } = await leased(open);
      const outcome: BatchOutcome = await apply(
        database,
        lease,
        unit('aaaa', ['select 1']),
        unit('bbbb', ['select 1', REFUSED.statement]),
        unit('cccc', ['select 1']),
      );
      expect(outcome).toMatchObject({
        kind: 'failed',
        committed: 1,
        statement: 1,
        failure: { sqlState: REFUSED.how, connectionLost: false },
      });
      expect(await applied(database)).toEqual(['aaaa']);
      expect(await apply(database, lease, unit('dddd', ['select 1']))).toEqual({ kind: 'done' });
    });

    test('are recorded once, and undone only when they are there', async () => {
      const { database, lease } = await leased(open);
      await apply(database, lease, unit('aaaa', ['select 1']));
      for (const wrong of [unit('aaaa', []), unit('bbbb', [], { direction: 'downgrade' })]) {
        const outcome = await apply(database, lease, wrong);
        expect(outcome).toMatchObject({ kind: 'failed', committed: 0, failure: { sqlState: 'BR003' } });
      }
      expect(await applied(database)).toEqual(['aaaa']);
    });

    test('of code are recorded when the code ends, and not when it throws or the server refuses', async () => {
      const { database, lease } = await leased(open);
      const work = { ...attempt('aaaa'), limits: {} };
      const own = new Error('of the code');
      await expect(database.applyWork(lease, work, () => Promise.reject(own))).rejects.toBe(own);
      const refused = await database.applyWork(lease, work, async ({ execute }) => {
        await execute(REFUSED.statement);
      });
      expect(refused).toMatchObject({ sqlState: REFUSED.how });
      expect(await applied(database)).toEqual([]);
      const done = await database.applyWork(lease, work, async ({ execute }) => {
        await execute('select 1');
      });
      expect([done, await applied(database)]).toEqual([undefined, ['aaaa']]);
      expect(await database.runWork({}, () => Promise.resolve())).toBeUndefined();
    });
  });
}

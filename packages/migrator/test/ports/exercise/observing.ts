import { describe, expect, test } from 'vitest';
import { applied, apply, attempt, leased, type OpenExercised, request, unit } from './exercised.ts';

/** Who is in the way of a statement. */
export function exerciseObserving(name: string, open: OpenExercised): void {
  describe(`${name}: looking on`, () => {
    test('nobody is in the way where nobody else is', async () => {
      const { database } = await leased(open);
      expect(await database.findBlockers({ exclusive: ['t'], shared: ['u'] }, 0)).toEqual([]);
      expect(await database.whoBlocks()).toEqual([]);
      expect(await database.tablesOfIndexes([{ name: 'none' }, { schema: 'public', name: 'none' }])).toEqual([
        undefined,
        undefined,
      ]);
      // The session that keeps the lease may be one of them; it is idle.
      expect((await database.readRunners()).filter(({ state }) => state !== 'idle')).toEqual([]);
      await database.cancel();
      expect(await applied(database)).toEqual([]);
    });

    test('the pulse is another one after each change, and the same while there is none', async () => {
      const { database, connect } = await open();
      const watcher = connect();
      const seen = [await watcher.readPulse()];
      const changed = async (): Promise<void> => {
        const pulse = await watcher.readPulse();
        expect(await watcher.readPulse()).toBe(pulse);
        expect(seen).not.toContain(pulse);
        seen.push(pulse);
      };
      await database.readState();
      await database.ensureState();
      const answer = await database.acquireLease(request('run'));
      if (!answer.granted) throw new Error('nobody else is there');
      const { lease } = answer;
      await changed();
      await apply(database, lease, unit('a', ['select 1']));
      await changed();
      await database.noteIntent(lease, attempt('b'), undefined);
      await changed();
      await database.noteDone(lease, attempt('b'), 'hash');
      await changed();
      await database.releaseLease(lease, { action: 'run', event: 'done' });
      await changed();
    });
  });
}

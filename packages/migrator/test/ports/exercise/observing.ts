import { describe, expect, test } from 'vitest';
import { applied, leased, type OpenExercised } from './exercised.ts';

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
      await database.cancel();
      expect(await applied(database)).toEqual([]);
    });
  });
}

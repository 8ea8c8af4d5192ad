import { describe, expect, test } from 'vitest';
import { applied, leased, type OpenExercised, record } from './exercised.ts';

/** What stamp and repair do with the rows. */
export function exerciseStateChanges(name: string, open: OpenExercised): void {
  describe(`${name}: changes of the state`, () => {
    test('rewrite rows, and each is logged with the reason', async () => {
      const { database, lease } = await leased(open);
      const place = { revision: 'aaaa', slice: 'events' };
      await database.changeState(
        lease,
        'stamp',
        [
          { kind: 'add', record: record('aaaa') },
          { kind: 'add', record: record('bbbb', { parents: ['aaaa'] }) },
          { kind: 'add', record: record('aaaa', { checksum: 'of a row that is there' }) },
        ],
        'because',
      );
      expect((await database.readState()).applied.map(({ revision, checksum }) => [revision, checksum]).sort()).toEqual(
        [
          ['aaaa', 'sum of aaaa'],
          ['bbbb', 'sum of bbbb'],
        ],
      );
      await database.changeState(lease, 'repair', [{ kind: 'accept-checksum', ...place, checksum: 'new' }]);
      expect((await database.readState()).applied).toContainEqual(
        expect.objectContaining({ revision: 'aaaa', checksum: 'new' }),
      );
      await database.changeState(lease, 'repair', [
        { kind: 'remove', ...place },
        { kind: 'remove', revision: 'none', slice: 'events' },
      ]);
      expect(await applied(database)).toEqual(['bbbb']);
      const [newest, ...older] = await database.readLog({ limit: 100 });
      expect(newest).toMatchObject({ action: 'repair', event: 'done', revision: 'none', message: 'remove' });
      expect(newest).not.toHaveProperty('reason');
      expect(older.at(-1)).toMatchObject({
        action: 'stamp',
        revision: 'aaaa',
        slice: 'events',
        message: 'add',
        reason: 'because',
      });
    });
  });
}

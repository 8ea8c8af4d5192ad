import { describe, expect, test } from 'vitest';
import { leased, type OpenExercised, REFUSED, request } from './exercised.ts';

const unit = (name: string, checksum = 'sum') => ({
  record: { name: `shop/${name}`, slice: 'shop', checksum, environment: 'test' },
  attemptId: `try of ${name}`,
  limits: {},
});

/** Seeds: each with its record, or not at all. */
export function exerciseSeeds(name: string, open: OpenExercised): void {
  describe(`${name}: seeds`, () => {
    test('are recorded with what they write, and again with the next run', async () => {
      const { database, lease, connect } = await leased(open);
      expect(await database.readSeeds()).toEqual([]);
      for (const [seed, checksum] of [
        ['b', 'one'],
        ['a', 'one'],
        ['b', 'two'],
      ] as const) {
        const ran = await database.applySeed(lease, unit(seed, checksum), async (session) => {
          await session.execute('select 1');
        });
        expect(ran).toBeUndefined();
      }
      expect((await connect().readSeeds()).map((run) => [run.name, run.checksum, run.slice, run.environment])).toEqual([
        ['shop/a', 'one', 'shop', 'test'],
        ['shop/b', 'two', 'shop', 'test'],
      ]);
      expect((await database.readLog({ limit: 1 }))[0]).toMatchObject({
        ...{ action: 'seed', event: 'done', slice: 'shop', message: 'shop/b' },
      });
    });

    test('leave nothing when a statement is refused, or their code fails', async () => {
      const { database, lease } = await leased(open);
      const refused = await database.applySeed(lease, unit('a'), async (session) => {
        await session.execute(REFUSED.statement);
      });
      expect(refused).toMatchObject({ sqlState: REFUSED.how });
      const failing = database.applySeed(lease, unit('a'), async () => {
        throw new RangeError('of its own');
      });
      await expect(failing).rejects.toThrow('of its own');
      expect(await database.readSeeds()).toEqual([]);
    });

    test('cannot be committed by a run that lost its lease', async () => {
      const { database, lease } = await leased(open);
      expect((await database.acquireLease(request('first'))).granted).toBe(true);
      const lost = await database.applySeed(lease, unit('a'), async (session) => {
        await session.execute('select 1');
      });
      expect(lost).toMatchObject({ sqlState: 'BR001' });
      expect(await database.readSeeds()).toEqual([]);
    });
  });
}

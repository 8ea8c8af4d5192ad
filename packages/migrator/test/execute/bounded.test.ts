import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounded } from '../../src/execute/bounded.ts';

test('each item is done once, within the bounds, whatever they take', async () => {
  const items = fc.array(fc.record({ server: fc.integer({ min: 0, max: 4 }), turns: fc.integer({ min: 0, max: 5 }) }), {
    maxLength: 40,
  });
  const bound = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(items, bound, bound, async (given, total, perServer) => {
      const active = new Map<number, number>();
      const done: object[] = [];
      let [all, most, mostOfServer] = [0, 0, 0];
      const bounds = {
        total,
        perServer,
        serverOf: ({ server }: { server: number; turns: number }) => String(server),
        mayBegin: () => true,
      };
      await bounded(given, bounds, async (item) => {
        all += 1;
        const own = (active.get(item.server) ?? 0) + 1;
        active.set(item.server, own);
        most = Math.max(most, all);
        mostOfServer = Math.max(mostOfServer, own);
        for (let turn = 0; turn < item.turns; turn += 1) await Promise.resolve();
        done.push(item);
        all -= 1;
        active.set(item.server, (active.get(item.server) ?? 0) - 1);
      });
      expect(new Set(done)).toEqual(new Set(given));
      expect(done).toHaveLength(given.length);
      expect(most).toBeLessThanOrEqual(total);
      expect(mostOfServer).toBeLessThanOrEqual(perServer);
    }),
  );
});

test('a failure lets end what was begun, and nothing else begins', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 3) throw new Error('three');
  };
  const bounds = { total: 2, perServer: 2, serverOf: () => '', mayBegin: () => true };
  await expect(bounded([1, 2, 3, 4, 5, 6, 7], bounds, work)).rejects.toThrow('three');
  expect(begun.length).toBeLessThanOrEqual(5);
});

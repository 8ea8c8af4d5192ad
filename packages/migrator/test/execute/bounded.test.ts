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

test('a pace below the bound is kept, and followed when it changes', async () => {
  const given = Array.from({ length: 60 }, (_, index) => index);
  let [active, ended] = [0, 0];
  const seen: { readonly most: number; readonly active: number }[] = [];
  const told: number[] = [];
  // Down, and up again, to more than the bound: in the middle of the work.
  const pace = {
    get most() {
      return ended < 15 ? 3 : ended < 30 ? 1 : 9;
    },
    ended(at: number, running: number) {
      expect(at).toBe(7);
      told.push(running);
    },
  };
  const bounds = { total: 8, perServer: 5, serverOf: () => '', mayBegin: () => true };
  await bounded(given, { ...bounds, pace: { of: () => pace, now: () => 7 } }, async () => {
    active += 1;
    seen.push({ most: Math.min(5, pace.most), active });
    for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
    active -= 1;
    ended += 1;
  });
  expect(seen).toHaveLength(60);
  expect(seen.filter((each) => each.active > each.most)).toEqual([]);
  expect(Math.max(...seen.slice(0, 15).map((each) => each.active))).toBe(3);
  expect(seen.slice(20, 30).map((each) => each.active)).toEqual(Array.from({ length: 10 }, () => 1));
  expect(Math.max(...seen.slice(30).map((each) => each.active))).toBe(5);
  expect(told).toHaveLength(60);
});

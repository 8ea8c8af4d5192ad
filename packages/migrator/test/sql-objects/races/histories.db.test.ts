import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Reachability } from '../../../src/sql-objects/races/reachability.ts';
import { differences } from '../../support/catalog-of.ts';
import { historyRunner } from './history-runner.ts';
import { drawn, extension, history, ordered } from './random-history.ts';

/** On demand: `BRAID_HISTORIES=500` (`npm run test:histories`). */
const RUNS = Number(process.env.BRAID_HISTORIES ?? 12);
const ORDERS = 4;

const run = historyRunner().run;

test('where no race is left, every order that the graph allows makes the same of an empty database, rows included', {
  timeout: 60_000 + RUNS * 5_000,
}, async () => {
  let reordered = 0;
  await fc.assert(
    fc.asyncProperty(history, async (made) => {
      // What the server refuses in the order of making is not a history.
      const first = await run(made.map(({ sql }) => sql));
      const kept = made.filter((_, index) => first.fails[index] === false);
      const revisions = ordered(drawn(kept));
      const reach = new Reachability(revisions.map(({ down }) => down));
      const expected = await run(kept.map(({ sql }) => sql));
      for (let seed = 1; seed <= ORDERS; seed += 1) {
        const order = extension(revisions, seed * 7919);
        if (order.every((number, at) => at === 0 || reach.isBelow(order[at - 1] ?? 0, number))) continue;
        reordered += 1;
        const statements = order.map((number) => kept[number]?.sql ?? '');
        const { fails, catalog, rows } = await run(statements);
        expect({ statements, fails: fails.filter(Boolean).length }).toEqual({ statements, fails: 0 });
        expect({ statements, differences: differences(expected.catalog, catalog), rows }).toEqual({
          statements,
          differences: '',
          rows: expected.rows,
        });
      }
    }),
    // A sample that is the same everywhere; on demand, others each time.
    { numRuns: RUNS, ...(process.env.BRAID_HISTORIES === undefined ? { seed: 42 } : {}) },
  );
  expect(reordered).toBeGreaterThan(RUNS / 4);
});

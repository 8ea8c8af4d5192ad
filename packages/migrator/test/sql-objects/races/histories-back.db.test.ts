import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RevisionFootprints } from '../../../src/sql-objects/races/race.ts';
import { differences } from '../../support/catalog-of.ts';
import { historyRunner } from './history-runner.ts';
import { drawn, extension, history, type Made, ordered } from './random-history.ts';
import { wayBackOf } from './way-back-of.ts';

/** On demand: `BRAID_HISTORIES=500` (`npm run test:histories`). */
const RUNS = Number(process.env.BRAID_HISTORIES ?? 8);
const ORDERS = 4;
const { run, fails, state, column } = historyRunner();

type Drawn = Pick<Made, 'slice' | 'sql' | 'dependency'>;

/** What the server takes of it, each with what reverts it, if that brings back what was before. */
async function kept(made: readonly Drawn[]): Promise<readonly Made[]> {
  const taken: Made[] = [];
  await run([]);
  for (const [number, each] of made.entries()) {
    // Rows that nobody else inserts, for a way back that deletes just those.
    const sql = each.sql.replace(/, 7\)$/, `, ${100 + number})`);
    const [back, before] = [await wayBackOf(sql, { column }), await state()];
    if (await fails(sql)) continue;
    if (back === undefined || (await fails(back))) {
      taken.push({ ...each, sql });
      continue;
    }
    const after = await state();
    const isBack = differences(before.catalog, after.catalog) === '' && `${before.rows}` === `${after.rows}`;
    taken.push({ ...each, sql, ...(isBack ? { back } : {}) });
    if (isBack) await fails(sql);
    else await run(taken.map((one) => one.sql));
  }
  return taken;
}

/** Some of the revisions, each with all that is above it, in an order in which what is above comes first. */
function reverted(revisions: readonly RevisionFootprints[], made: readonly Made[], seed: number): readonly number[] {
  const gone: number[] = [];
  let value = seed;
  for (let count = 1 + (seed % revisions.length); count > 0; count -= 1) {
    const ready = revisions.flatMap((_, number) => {
      const isTop = revisions.every(({ down }, other) => gone.includes(other) || !down.includes(number));
      return isTop && !gone.includes(number) && made[number]?.back !== undefined ? [number] : [];
    });
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    const next = ready[value % ready.length];
    if (next === undefined) break;
    gone.push(next);
  }
  return gone;
}

test('where no race is left, reverting in any order leaves what the others make of an empty database', {
  timeout: 60_000 + RUNS * 10_000,
}, async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(history, async (drawing) => {
      const made = await kept(drawing);
      if (made.length === 0) return;
      const revisions = ordered(drawn(made));
      for (let seed = 1; seed <= ORDERS; seed += 1) {
        const up = extension(revisions, seed * 7919);
        const down = reverted(revisions, made, seed * 104_729);
        const sql = (numbers: readonly number[]) => numbers.map((number) => made[number]?.sql ?? '');
        const statements = [...sql(up), ...down.map((number) => made[number]?.back ?? '')];
        const left = up.filter((number) => !down.includes(number));
        const expected = await run(sql(left));
        const found = await run(statements);
        count += down.length;
        const what = { statements, reverted: down };
        expect({ ...what, fails: [...expected.fails, ...found.fails].filter(Boolean).length }).toEqual({
          ...what,
          fails: 0,
        });
        expect({ ...what, differences: differences(expected.catalog, found.catalog), rows: found.rows }).toEqual({
          ...what,
          differences: '',
          rows: expected.rows,
        });
      }
    }),
    // A sample that is the same everywhere; on demand, others each time.
    { numRuns: RUNS, ...(process.env.BRAID_HISTORIES === undefined ? { seed: 42 } : {}) },
  );
  expect(count).toBeGreaterThan(RUNS);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entityId, ofType, type SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import type { Round } from '../../../src/sql-objects/rounds/plan-rounds.ts';
import { type PlannedSlice, plan } from './plan.ts';
import { randomChange } from './random-change.ts';

/** `BRAID_ROUNDS=3000` tries as many changes. */
const RUNS = Number(process.env.BRAID_ROUNDS ?? 150);

/** `t1.a` of every expression and query of a state that nothing in it is called. */
function unknownNames(state: readonly SchemaEntity[]): readonly string[] {
  const columns = new Set(ofType(state, 'column').map(({ table, name }) => `${table}.${name}`));
  for (const { name, facts } of ofType(state, 'view')) {
    for (const [, output = ''] of (facts.definition ?? '').matchAll(/ as "(\w+)"/g)) columns.add(`${name}.${output}`);
  }
  return state.flatMap((entity) => {
    const said = JSON.stringify(entity.facts).replaceAll('\\"', '"');
    const names = [...said.matchAll(/"(\w+)"\."(\w+)"/g)].map(([, table = '', name = '']) => `${table}.${name}`);
    if (entity.type === 'foreign-key')
      names.push(
        ...entity.facts.columns.map((name) => `${entity.table}.${name}`),
        ...entity.facts.columnsTo.map((name) => `${entity.facts.tableTo}.${name}`),
      );
    return names.filter((name) => !columns.has(name)).map((name) => `${entity.name} says ${name}`);
  });
}

/** The whole state after each round; throws where one is not right. */
function walk(slices: Readonly<Record<string, PlannedSlice>>, rounds: readonly Round[]): readonly SchemaEntity[] {
  let states = new Map(Object.entries(slices).map(([slice, { before }]) => [slice, before]));
  const rows = new Set(Object.values(slices).flatMap(({ after }) => ofType(after, 'column').map(entityId)));
  for (const { slice, after, renames } of rounds) {
    const all = new Map([...states].map(([label, state]) => [label, replayRenames(state, renames)]));
    const held = ofType([...all.values()].flat(), 'column').map(entityId);
    states = all.set(slice, after);
    const state = [...states.values()].flat();
    expect(unknownNames(state)).toEqual([]);
    // What has rows before and afterwards has them all the time.
    const now = new Set(ofType(state, 'column').map(entityId));
    expect(held.filter((id) => rows.has(id) && !now.has(id))).toEqual([]);
  }
  return [...states.values()].flat();
}

test(`any change of several slices has an order, whatever the slices are called (${RUNS})`, {
  timeout: 1_200_000,
}, async () => {
  const counts = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(randomChange, async ({ slices }) => {
      const rounds = await plan(slices);
      const turned = await plan(Object.fromEntries(Object.entries(slices).reverse()));
      expect(rounds).not.toHaveProperty('things');
      expect(turned).not.toHaveProperty('things');
      if ('things' in rounds || 'things' in turned) return;
      const ids = (state: readonly SchemaEntity[]): readonly string[] =>
        state.map((each) => JSON.stringify(each)).sort();
      const expected = ids(Object.values(slices).flatMap(({ after }) => after));
      expect(ids(walk(slices, rounds))).toEqual(expected);
      expect(ids(walk(slices, turned))).toEqual(expected);
      expect(turned).toHaveLength(rounds.length);
      const most = Math.max(
        0,
        ...Object.keys(slices).map((label) => rounds.filter(({ slice }) => slice === label).length),
      );
      counts.set(most, (counts.get(most) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  console.log('most revisions of one slice:', Object.fromEntries(counts));
});

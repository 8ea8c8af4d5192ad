import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSchemaDiffer } from '../../src/adapters/drizzle/schema-differ.ts';
import { canonicalJson } from '../../src/schema/entity/canonical-json.ts';
import type { SchemaEntity } from '../../src/schema/entity/schema-entity.ts';
import { keepNames } from '../../src/schema/names/keep-names.ts';
import { createDatabase, type FreshDatabase } from '../support/fresh-database.ts';
import { SAMPLE, sampled } from '../support/sample.ts';
import { expectGood } from './kinds/expected-outcome.ts';
import { braid } from './kinds/generators.ts';
import { type Lab, openLab } from './kinds/lab.ts';
import { nextLine, stableLine } from './kinds/lines.ts';
import { tryKind } from './kinds/try-kind.ts';

// The kinds of change declared with drizzle-orm 0.45. `npm run docs:kinds` tries all of them on PostgreSQL; here those do whose constraints have other names than with
// 1.0, as the states of the others are the same.

const [stable, next] = [await stableLine(), await nextLine()];
const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../..'));
let databases: readonly FreshDatabase[] = [];
let lab: Lab;

beforeAll(async () => {
  const [tried, blank] = await Promise.all([createDatabase(), createDatabase()]);
  databases = [tried, blank];
  lab = await openLab(stable, differ, await tried.connect(), await blank.connect());
});

afterAll(async () => {
  for (const database of databases) await database.drop();
  await differ.close();
});

/** All that is declared, with the names: one line for each entity, in one order. */
const lines = (entities: readonly SchemaEntity[]): readonly string[] =>
  entities
    .map(({ type, schema, table, name, facts }) => canonicalJson({ type, schema, table, name, facts: { ...facts } }))
    .sort();

const ends = await Promise.all(
  stable.kinds.flatMap((kind) =>
    (['before', 'after'] as const).map(async (end) => ({
      name: `${kind.name}, ${end}`,
      kind: kind.name,
      old: await stable.entitiesOf(kind[end]),
      now: await next.entitiesOf(next.kinds.find(({ name }) => name === kind.name)?.[end] ?? {}),
    })),
  ),
);

test.each(ends)('$name: 0.45 and 1.0 declare the same, but for the names that nobody gave', ({ old, now }) => {
  expect(lines(keepNames(old, now))).toEqual(lines(old));
});

const renamed = new Set(ends.filter(({ old, now }) => lines(old).join() !== lines(now).join()).map(({ kind }) => kind));

test('0.45 declares all kinds but those with columns of binary data', () => {
  const names = new Set(stable.kinds.map(({ name }) => name));
  expect(next.kinds.flatMap(({ name }) => (names.has(name) ? [] : [name]))).toEqual(['default_not_a_number']);
  expect(renamed.size).toBeGreaterThan(10);
});

const tried = sampled(
  stable.kinds.filter(({ name }) => renamed.has(name)),
  3,
);

test.each(tried)(`$name works with 0.45 (${SAMPLE})`, async (kind) => {
  expectGood(await tryKind(lab, kind, braid(differ, stable)), kind);
});

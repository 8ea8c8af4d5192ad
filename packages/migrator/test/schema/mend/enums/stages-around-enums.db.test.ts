import * as p from 'drizzle-orm/pg-core';
import { afterAll, expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../../src/adapters/drizzle/schema-differ.ts';
import { generateSteps } from '../../../../src/commands/revision/generate/steps/generate-steps.ts';
import { catalogOf, differences } from '../../../support/catalog-of.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { runSection } from '../../kinds/kind-database.ts';
import { entitiesOf } from '../../kinds/lines.ts';

const differ = openSchemaDiffer(import.meta.dirname);
afterAll(() => differ.close());

test('columns leave an enum and come to it while that is rebuilt, with other defaults', async () => {
  const [was, is] = [p.pgEnum('state', ['open', 'shut']), p.pgEnum('state', ['shut', 'open'])];
  const before = await entitiesOf({
    was,
    t: p.pgTable('t', {
      id: p.integer().primaryKey(),
      leaves: was().default('open'),
      comes: p.text().default(''),
      stays: was().default('shut').notNull(),
      all: was().array(),
    }),
  });
  const after = await entitiesOf({
    is,
    t: p.pgTable('t', {
      id: p.integer().primaryKey(),
      leaves: p.varchar({ length: 9 }).default(''),
      comes: is().default('open'),
      stays: is().default('open').notNull(),
      all: is().array(),
    }),
  });
  const client = await (await freshDatabase()).connect();
  const fresh = await (await freshDatabase()).connect();
  for (const { upgrade } of await generateSteps(differ, [], before, [])) await runSection(client, upgrade);
  for (const { upgrade } of await generateSteps(differ, [], after, [])) await runSection(fresh, upgrade);
  await client.query("insert into t values (1, 'open', 'shut', 'open', '{shut,open}'), (2, null, null, 'shut', null)");
  const rows = async (): Promise<unknown> => (await client.query('select to_jsonb(t) as r from t order by id')).rows;
  const [start, catalog] = [await rows(), await catalogOf(client)];
  const steps = await generateSteps(differ, before, after, []);
  for (const { upgrade } of steps) await runSection(client, upgrade);
  expect(differences(await catalogOf(fresh), await catalogOf(client))).toBe('');
  expect(await rows()).toEqual(start);
  for (const { downgrade } of steps.toReversed()) await runSection(client, downgrade);
  expect(differences(catalog, await catalogOf(client))).toBe('');
  expect(await rows()).toEqual(start);
});

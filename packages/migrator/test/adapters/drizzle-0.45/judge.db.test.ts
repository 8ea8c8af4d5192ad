import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleFile } from '../../../src/adapters/module/bundle-file.ts';
import { generateSteps } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import type { Slice } from '../../../src/revision/slice.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { runSection } from '../../schema/kinds/kind-database.ts';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { createDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { firstMigration } from './kit-031.ts';
import { ORMS, workspaceWith } from './stable-workspace.ts';

const SLICE: Slice = { label: 'app', folder: 'app', schema: 'app/schema.ts', migrations: 'app/migrations' };
const text = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

test.each([
  ['many-features.ts', undefined],
  ['cased.ts', 'snake_case'],
  ['cased.ts', 'camelCase'],
] as const)('%s (casing %s): as drizzle-kit 0.31 builds it, and the way back leaves nothing', async (name, casing) => {
  const { root, differ } = workspaceWith({ 'app/schema.ts': text(name) }, { 'node_modules/drizzle-orm': ORMS.stable });
  const exports = await (await bundleFile(join(root, 'app/schema.ts'), root)).run();
  const expected = await catalogAfter(await firstMigration(Object(exports), casing));

  const client = await (await freshDatabase()).connect();
  const empty = await catalogOf(client);
  const [loaded] = await differ.load([casing === undefined ? SLICE : { ...SLICE, casing }]);
  const steps = await generateSteps(differ, [], loaded?.entities ?? [], []);
  for (const { upgrade } of steps) await runSection(client, upgrade);
  expect(differences(expected, await catalogOf(client))).toBe('');
  for (const { downgrade } of steps.toReversed()) await runSection(client, downgrade);
  expect(differences(empty, await catalogOf(client))).toBe('');
});

/** What statements make of an empty database. It is gone afterwards, and so is the role that they make, which is the whole cluster's. */
async function catalogAfter(statements: readonly string[]): Promise<Catalog> {
  const database = await createDatabase();
  const client = await database.connect();
  for (const sql of statements) await client.query(sql);
  const catalog = await catalogOf(client);
  await database.drop();
  await (await freshDatabase()).query('drop role if exists many_features_reader');
  return catalog;
}

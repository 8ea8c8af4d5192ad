import { resolve } from 'node:path';
import fc from 'fast-check';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import { generateSteps } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import type { SchemaDiffer } from '../../../src/ports/schema-differ.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { ofType, type SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { rowsOf, runSection } from '../../schema/kinds/kind-database.ts';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { type RandomChange, randomChange } from './random-change.ts';
import { roundSteps } from './round-steps.ts';

/** `BRAID_ROUNDS=1000` tries as many changes. */
const RUNS = Number(process.env.BRAID_ROUNDS ?? 6);

async function build(differ: SchemaDiffer, client: Client, state: readonly SchemaEntity[]): Promise<Catalog> {
  await client.query('drop schema public cascade; create schema public');
  for (const { upgrade } of await generateSteps(differ, [], state, [])) await runSection(client, upgrade);
  return await catalogOf(client);
}

/** A row in every table, of ones; keys first. */
async function seed(client: Client, state: readonly SchemaEntity[]): Promise<void> {
  await client.query('set session_replication_role = replica');
  for (const { name } of ofType(state, 'table')) {
    const count = ofType(state, 'column').filter(({ table }) => table === name).length;
    await client.query(`insert into ${name} values (${Array.from({ length: count }, () => '1').join(', ')})`);
  }
  await client.query('reset session_replication_role');
}

async function walk(
  differ: SchemaDiffer,
  client: Client,
  { slices, keepsAll }: RandomChange,
  target: Catalog,
): Promise<void> {
  const before = Object.values(slices).flatMap((slice) => slice.before);
  const start = await build(differ, client, before);
  await seed(client, before);
  const rows = JSON.stringify(await rowsOf(client, start));
  const steps = await roundSteps(differ, slices);
  for (const { upgrade } of steps) await runSection(client, upgrade);
  expect(differences(target, await catalogOf(client))).toBe('');
  for (const { downgrade } of steps.toReversed()) await runSection(client, downgrade);
  expect(differences(start, await catalogOf(client))).toBe('');
  if (keepsAll) expect(JSON.stringify(await rowsOf(client, start))).toBe(rows);
  for (const { upgrade } of steps) await runSection(client, upgrade);
  expect(differences(target, await catalogOf(client))).toBe('');
}

test(`random changes of several slices run up, down and up on rows, whatever the slices are called (${RUNS})`, {
  timeout: 3_600_000,
}, async () => {
  const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../../..'));
  const [database, blank] = await Promise.all([freshDatabase(), freshDatabase()]);
  const [client, other] = await Promise.all([database.connect(), blank.connect()]);
  try {
    await fc.assert(
      fc.asyncProperty(randomChange, async (change) => {
        const after = Object.values(change.slices).flatMap((slice) => slice.after);
        const target = await build(differ, other, after);
        await walk(differ, client, change, target);
        const turned = Object.fromEntries(Object.entries(change.slices).reverse());
        await walk(differ, client, { ...change, slices: turned }, target);
      }),
      { numRuns: RUNS },
    );
  } finally {
    await differ.close();
  }
});

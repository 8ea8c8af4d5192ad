import { resolve } from 'node:path';
import { generateDrizzleJson } from 'drizzle-kit/api-postgres';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromDrizzle } from '../../src/adapters/drizzle/drizzle-state.ts';
import { openSchemaDiffer } from '../../src/adapters/drizzle/schema-differ.ts';
import { type GeneratedStep, generateSteps } from '../../src/commands/revision/generate-steps.ts';
import type { Catalog } from '../../src/schema/catalog.ts';
import { keepNames } from '../../src/schema/keep-names.ts';
import { parseNewFlag, parseRenameFlag } from '../../src/schema/rename-flag.ts';
import { replayRenames } from '../../src/schema/replay-renames.ts';
import { resolveRenames } from '../../src/schema/resolve-renames.ts';
import type { SchemaEntity } from '../../src/schema/schema-entity.ts';
import { createDatabase, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { KINDS } from './kinds/all.ts';
import type { Exports, Kind } from './kinds/kind.ts';
import { catalogOf, differences, emptyTables, rowsOf, runSection, works } from './kinds/kind-database.ts';

const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../..'));
const report: string[] = [];
let blank: FreshDatabase;
let blankClient: Client;

beforeAll(async () => {
  blank = await createDatabase();
  blankClient = await blank.connect();
});

afterAll(async () => {
  await blank.drop();
  await differ.close();
  console.log(`kind | upgrade | downgrade | round trip\n${report.join('\n')}\n${report.length} kinds`);
});

async function entitiesOf(exports: Exports): Promise<readonly SchemaEntity[]> {
  return fromDrizzle((await generateDrizzleJson({ ...exports })).ddl);
}

/** The catalog of a database that is built from nothing to a state. */
async function freshCatalog(state: readonly SchemaEntity[]): Promise<Catalog> {
  await blankClient.query('begin');
  try {
    for (const { upgrade } of await generateSteps(differ, [], state, [])) {
      for (const { sql } of upgrade.statements) await blankClient.query(sql);
    }
    return await catalogOf(blankClient);
  } finally {
    await blankClient.query('rollback');
  }
}

async function stepsOf(kind: Kind, before: readonly SchemaEntity[]) {
  const declared = await entitiesOf(kind.after);
  const { renames, questions, unused } = resolveRenames(before, declared, {
    renames: (kind.renames ?? []).map(parseRenameFlag),
    created: (kind.created ?? []).map(parseNewFlag),
    answers: [],
  });
  expect({ questions, unused }).toEqual({ questions: [], unused: [] });
  const after = keepNames(replayRenames(before, renames), declared);
  return { after, steps: await generateSteps(differ, before, after, renames) };
}

/** Runs all steps one way; on a failure that the kind expects and the section declares, once more on empty tables. */
async function run(
  client: Client,
  kind: Kind,
  steps: readonly GeneratedStep[],
  direction: 'upgrade' | 'downgrade',
): Promise<string> {
  let outcome = 'ok';
  for (const step of direction === 'upgrade' ? steps : steps.toReversed()) {
    const section = step[direction];
    try {
      await runSection(client, section);
    } catch (error) {
      if (kind.fails !== direction) throw error;
      expect(section.rows).not.toEqual([]);
      await emptyTables(client, await catalogOf(client));
      await runSection(client, section);
      outcome = 'rows';
    }
  }
  if (kind.fails === direction) expect(outcome).toBe('rows');
  return outcome;
}

test.each(KINDS)('$name', async (kind) => {
  const client = await (await freshDatabase()).connect();
  const before = await entitiesOf(kind.before);
  for (const { upgrade } of await generateSteps(differ, [], before, [])) await runSection(client, upgrade);
  await client.query(kind.seed ?? '');
  const { after, steps } = await stepsOf(kind, before);
  const start = await catalogOf(client);
  const rows = await rowsOf(client, start);
  const target = await freshCatalog(after);

  const up = await run(client, kind, steps, 'upgrade');
  expect(differences(target, await catalogOf(client))).toBe('');
  await works(client, kind.works);
  await client.query(kind.used ?? '');

  const down = await run(client, kind, steps, 'downgrade');
  expect(differences(start, await catalogOf(client))).toBe('');
  const sections = steps.flatMap(({ upgrade, downgrade }) => [upgrade, downgrade]);
  const loses = sections.some(({ lossy }) => lossy.length > 0);
  const isKept = JSON.stringify(await rowsOf(client, start)) === JSON.stringify(rows);
  const isComparable = kind.fails === undefined && kind.used === undefined;
  if (isComparable && !loses) expect(await rowsOf(client, start)).toEqual(rows);
  if (isComparable) expect({ loses: kind.loses === true, isKept }).toEqual({ loses: !isKept, isKept });
  await works(client, kind.worksBack);

  for (const { upgrade } of steps) {
    if (kind.fails !== undefined) await emptyTables(client, await catalogOf(client));
    await runSection(client, upgrade);
  }
  expect(differences(target, await catalogOf(client))).toBe('');
  const kept = kind.used !== undefined ? 'rows written since, not compared' : isKept ? 'yes' : 'lossy, declared';
  report.push(`${kind.name} | ${up} | ${down} | ${kind.fails !== undefined ? 'on rows that agree' : kept}`);
});

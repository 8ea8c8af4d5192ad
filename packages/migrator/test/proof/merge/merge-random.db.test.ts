import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import type { ScratchDatabase } from '../../../src/ports/proof/scratch.ts';
import { catalogHash } from '../../../src/proof/catalog-hash.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { fingerprintRows } from '../../../src/proof/rows/row-fingerprints.ts';
import { seedRows } from '../../../src/proof/rows/seeding/seed-rows.ts';
import { type Files, SHOP_HEAD, shopFiles } from './pairs/branch-of-edits.ts';
import type { Edit } from './pairs/edits.ts';
import { type Judged, judge } from './pairs/judge.ts';
import { someEdits } from './pairs/some-edits.ts';

/** `MERGE_SEED=1 MERGE_RUNS=100` repeats a run, or makes a longer one. */
const seed = Number(process.env.MERGE_SEED ?? randomInt(2 ** 31));
const numRuns = Number(process.env.MERGE_RUNS ?? 6);

const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../../..'));
let base: Files = {};
let joined = 0;

beforeAll(async () => {
  base = await shopFiles(differ);
});

afterAll(async () => {
  await differ.close();
  console.log(`merges of random branches: MERGE_SEED=${seed} MERGE_RUNS=${numRuns}, ${joined} joined`);
});

/** Catalog and rows of a database that got the branches in this way before the merge was there; each of them with rows from the beginning. */
async function inTheField({ workspace, merge = '' }: Judged, history: readonly string[]): Promise<string> {
  const { tools, bench } = workspace;
  const subject = new Subject({ ...tools, workspace: bench().workspace });
  return await tools.server.withDatabase(undefined, async (database) => {
    await subject.upgrade(database, [SHOP_HEAD]);
    await seedRows(database, await database.readTables(), { style: 'plain' });
    for (const id of history) await subject.upgrade(database, [id]);
    await subject.upgrade(database, [merge]);
    return await stateOf(database);
  });
}

async function stateOf(database: ScratchDatabase): Promise<string> {
  const rows = [...(await fingerprintRows(database, await database.readTables())).values()];
  const tables = rows.map(({ table, count, rows: sum }) => `${table} ${count} ${sum}`).sort();
  return [catalogHash(await database.readCatalog()), ...tables].join('\n');
}

const says = (edits: readonly Edit[]): string => edits.map((edit) => edit.says).join('; ');

test('whenever branches are joined, all databases in the field end with one schema and the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(someEdits, someEdits, async (a, b) => {
      const judged = await judge(differ, base, a, b);
      const { workspace, verdict, heads } = judged;
      try {
        if (!verdict.commutes) return;
        joined += 1;
        const [ours, theirs] = heads;
        const histories = [[ours], [theirs], [ours, theirs], [theirs, ours]];
        const states = await Promise.all(histories.map((history) => inTheField(judged, history)));
        expect(new Set(states).size, `${says(a)} / ${says(b)}`).toBe(1);
      } finally {
        await workspace.tools.close();
      }
    }),
    { seed, numRuns, endOnFailure: true },
  );
});

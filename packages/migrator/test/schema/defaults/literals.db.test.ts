import { resolve } from 'node:path';
import { getColumns } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import * as p from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import { generateSteps } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { entitiesOf } from '../kinds/lines.ts';
import { mood, randomColumns, SPELLED } from './random-columns.ts';

/** `BRAID_LITERALS=1000` tries as many tables. */
const RUNS = Number(process.env.BRAID_LITERALS ?? 15);

test('what the database stores is what JavaScript said, for random values of every type', {
  timeout: 600_000,
}, async () => {
  const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../../..'));
  const client = await (await freshDatabase()).connect();
  const db = drizzle({ client });
  await client.query("set timezone = 'UTC'");
  const run = async (columns: typeof randomColumns extends fc.Arbitrary<infer C> ? C : never): Promise<void> => {
    const t = p.pgTable('t', columns);
    const steps = await generateSteps(differ, [], await entitiesOf({ mood, t }), []);
    await client.query('begin');
    try {
      for (const { sql } of steps.flatMap(({ upgrade }) => upgrade.statements)) await client.query(sql);
      await client.query('insert into t default values');
      const wanted: Record<string, unknown> = Object.fromEntries(
        Object.entries(getColumns(t)).map(([key, column]) => [key, column.default]),
      );
      await db.insert(t).values(wanted);
      const [stored, written] = await db.select().from(t);
      expect(stored).toEqual(written);
      for (const [key, value] of Object.entries(wanted))
        if (!SPELLED.has(key)) expect([key, Reflect.get(stored ?? {}, key)]).toEqual([key, value]);
    } finally {
      await client.query('rollback');
    }
  };
  try {
    await fc.assert(fc.asyncProperty(randomColumns, run), { numRuns: RUNS, endOnFailure: true });
  } finally {
    await differ.close();
  }
});

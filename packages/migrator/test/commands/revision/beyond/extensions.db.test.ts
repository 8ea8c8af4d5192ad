import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { parseRevisionFile } from '../../../../src/revision/parse-revision-file.ts';
import { closeProvers, realProver, shareProvers } from '../../../proof/real-prover.ts';
import { rowsOf, runSection } from '../../../schema/kinds/kind-database.ts';
import { catalogOf, differences } from '../../../support/catalog-of.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';
import { STAND_INS } from './stand-ins.ts';

// Columns of pgvector and PostGIS, on a server that has their types under the same names, and on one that has not.

shareDemo();
shareProvers();

const docs = (columns: string, parts = '') =>
  `export const docs = p.pgTable('docs', { id: p.integer().primaryKey(), ${columns} }, (t) => [${parts}]);`;
const embedding = 'e: p.vector({ dimensions: 3 })';
const custom = "g: p.customType({ dataType: () => 'geometry' })()";

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The columns and indexes of the table afterwards, written by hand. */
  readonly plain: string;
  readonly seed?: string;
}

const TABLE = 'create table docs (id integer primary key';
const CASES: readonly Case[] = [
  {
    name: 'a vector and its index',
    before: docs('a: p.text()'),
    after: docs(
      `a: p.text(), ${embedding}`,
      "p.index('near').using('hnsw', t.e.op('vector_cosine_ops')).with({ fillfactor: 70 })",
    ),
    plain: `${TABLE}, a text, e vector(3)); create index near on docs using hnsw (e vector_cosine_ops) with (fillfactor = 70)`,
    seed: "insert into docs values (1, 'x')",
  },
  {
    name: 'another operator class and method',
    before: docs(embedding, "p.index('near').using('hnsw', t.e.op('vector_l2_ops'))"),
    after: docs(embedding, "p.index('near').using('ivfflat', t.e.op('vector_ip_ops'))"),
    plain: `${TABLE}, e vector(3)); create index near on docs using ivfflat (e vector_ip_ops)`,
    seed: "insert into docs values (1, '[1]')",
  },
  {
    name: 'more dimensions',
    before: docs(embedding),
    after: docs('e: p.vector({ dimensions: 5 })'),
    plain: `${TABLE}, e vector(5))`,
    seed: "insert into docs values (1, '[1]')",
  },
  {
    name: 'a default',
    before: docs(embedding),
    after: docs("e: p.vector({ dimensions: 3 }).notNull().default(sql`'[1]'`)"),
    plain: `${TABLE}, e vector(3) not null default '[1]')`,
    seed: "insert into docs values (1, '[2]')",
  },
  {
    name: 'a geometry declared as a custom type',
    before: docs('a: p.text()'),
    after: docs(`a: p.text(), ${custom}`),
    plain: `${TABLE}, a text, g geometry)`,
    seed: "insert into docs values (1, 'x')",
  },
];

async function run(
  demo: DemoWorkspace,
  client: Client,
  number: number,
  direction: 'upgrade' | 'downgrade',
): Promise<void> {
  const found = demo.bench().graph().ordered[number];
  if (found === undefined) throw new Error(`no revision ${number}`);
  const { slice, file } = found;
  const section = parseRevisionFile(readFileSync(join(demo.root, file), 'utf8'), { slice, file })[direction];
  if (section === undefined) throw new Error(`${file} has no ${direction}`);
  await runSection(client, { transaction: section.transaction, statements: section.statements });
}

test.each(CASES)('$name', async ({ before, after, plain, seed = '' }) => {
  const [database, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  const [client, judge] = [await database.connect(), await other.connect()];
  for (const each of [client, judge]) await each.query(STAND_INS);
  const demo = demoWorkspace({ docs: before });
  await revision(demo.bench(), { message: 'start' });
  await run(demo, client, 0, 'upgrade');
  await client.query(seed);
  const start = await catalogOf(client);
  const rows = JSON.stringify(await rowsOf(client, start));
  demo.schema('docs', after);
  await revision(demo.bench(), { message: 'change' });
  await judge.query(plain);
  await run(demo, client, 1, 'upgrade');
  expect(differences(await catalogOf(judge), await catalogOf(client))).toBe('');
  await run(demo, client, 1, 'downgrade');
  expect(differences(start, await catalogOf(client))).toBe('');
  expect(JSON.stringify(await rowsOf(client, start))).toBe(rows);
  await run(demo, client, 1, 'upgrade');
  expect(differences(await catalogOf(judge), await catalogOf(client))).toBe('');
});

const LACKING: readonly (readonly [name: string, schema: string, sql: string | undefined])[] = [
  ['an extension declared in sql/', docs(embedding), 'create extension vector;'],
  ['a type of pgvector', docs(embedding), undefined],
  ['a half vector', docs('e: p.halfvec({ dimensions: 3 })'), undefined],
  ['a geometry', docs("g: p.geometry({ type: 'point', srid: 4326 })"), undefined],
  ['an access method', docs('a: p.text()', "p.index('near').using('hnsw', t.a)"), undefined],
  ['an operator class', docs('a: p.text()', "p.index('near').on(t.a.op('vector_l2_ops'))"), undefined],
];

test.each(LACKING)('%s that the scratch server lacks: the refusal names shadowUrl', async (_, schema, sql) => {
  await closeProvers();
  const prover = realProver(() => demo);
  const demo = demoWorkspace({ docs: schema }, prover);
  if (sql !== undefined) demo.write('features/docs/sql/extensions.sql', sql);
  await expect(revision(demo.bench(), { message: 'start' })).rejects.toMatchObject({
    hint: expect.stringContaining('"shadowUrl" in migrate.config.json'),
  });
});

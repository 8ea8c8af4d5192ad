import type { Client } from 'pg';
import { answersOf } from '../../../src/adapters/scratch/answers-of.ts';
import { PinnedReads } from '../../../src/adapters/scratch/pinned-reads.ts';
import { tableReads, tablesOfRows } from '../../../src/adapters/scratch/read-tables.ts';
import type { SchemaDiffer } from '../../../src/ports/schema-differ.ts';
import { seedRows } from '../../../src/proof/rows/seeding/seed-rows.ts';
import { unlikeDeclared } from '../../../src/schema/built/unlike-declared.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { entityLabel, type SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { catalogOf } from '../../support/catalog-of.ts';
import { runSection } from './kind-database.ts';
import { dropOthers, thingsOf } from './leftovers.ts';
import type { Line } from './lines.ts';
import { stepsBetween } from './steps-between.ts';

/** Two databases with the six slices of the reference workspace: one with rows, on which kinds are tried, and one in which their ends are built from nothing. */
export interface Lab {
  readonly differ: SchemaDiffer;
  readonly line: Line;
  readonly client: Client;
  /** Whether a table is a kind's own. */
  isOfKind(schema: string, table: string): boolean;
  /** Builds a state, beside the six slices, on a database from which the last kind is gone. */
  build(state: readonly SchemaEntity[]): Promise<void>;
  /** The catalog of a state that is built from nothing. */
  fresh(state: readonly SchemaEntity[]): Promise<Catalog>;
}

/** Both clients are connected to empty databases. */
export async function openLab(line: Line, differ: SchemaDiffer, client: Client, blank: Client): Promise<Lab> {
  const six = await line.entitiesOf(line.context);
  for (const each of [client, blank]) {
    for (const { upgrade } of await stepsBetween(differ, [], six)) await runSection(each, upgrade);
  }
  // As a scratch database does: a message of several statements answers with all their rows.
  const query = async (text: string, values: readonly unknown[] = []) =>
    answersOf(await client.query<Record<string, unknown>>(text, [...values])).flatMap(({ rows }) => rows);
  const { read } = await new PinnedReads(client).read(tableReads([]));
  const [shapes = [], types = []] = read;
  const tables = tablesOfRows(shapes, types);
  const empty = await seedRows({ query }, tables, { style: 'varied' });
  if (empty.length > 0) throw new Error(`no rows in ${empty.map(({ table }) => table).join(', ')}`);
  const slices = new Set(tables.map(({ schema, name }) => `${schema}.${name}`));
  const kept = await thingsOf(client);
  return {
    differ,
    line,
    client,
    isOfKind: (schema, table) => !slices.has(`${schema}.${table}`),
    async build(state) {
      await dropOthers(client, kept);
      for (const { upgrade } of await stepsBetween(differ, six, state)) await runSection(client, upgrade);
    },
    async fresh(state) {
      await blank.query('begin');
      try {
        for (const { upgrade } of await stepsBetween(differ, six, state)) {
          for (const { sql } of upgrade.statements) await blank.query(sql);
        }
        const catalog = await catalogOf(blank);
        const [unlike] = unlikeDeclared(state, catalog);
        if (unlike !== undefined) throw new Error(`${entityLabel(unlike.entity)}: ${unlike.said}`);
        return catalog;
      } finally {
        await blank.query('rollback');
      }
    },
  };
}

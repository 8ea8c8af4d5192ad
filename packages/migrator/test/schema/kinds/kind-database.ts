import type { Client } from 'pg';
import type { GeneratedSection } from '../../../src/commands/shared/generate/generate-section.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { quoteIdentifier } from '../../../src/sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../src/sql/names/quote-literal.ts';

type IsMeant = (schema: string, table: string) => boolean;

/** Runs a section as the runner does: as one, or statement by statement. */
export async function runSection(
  client: Client,
  section: Pick<GeneratedSection, 'transaction'> & { readonly statements: readonly { readonly sql: string }[] },
): Promise<void> {
  if (section.transaction) await client.query('begin');
  try {
    for (const { sql } of section.statements) {
      try {
        await client.query(sql);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)} in: ${sql}`);
      }
    }
    if (section.transaction) await client.query('commit');
  } catch (error) {
    if (section.transaction) await client.query('rollback');
    throw error;
  }
}

function tablesOf(catalog: Catalog, isMeant: IsMeant = () => true): readonly string[] {
  return catalog.entities
    .filter(({ kind, schema, name }) => kind === 'table' && isMeant(schema, name))
    .map(({ schema, name }) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
}

/** Every row of every table, whatever its place and whatever the order of columns. */
export async function rowsOf(client: Client, catalog: Catalog): Promise<unknown> {
  const parts = tablesOf(catalog).map(
    (table) =>
      `select ${quoteLiteral(table)} as name, coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]') as rows from ${table} t`,
  );
  return parts.length === 0 ? [] : (await client.query(parts.join(' union all '))).rows;
}

export async function emptyTables(client: Client, catalog: Catalog, isMeant: IsMeant): Promise<void> {
  const tables = tablesOf(catalog, isMeant);
  if (tables.length > 0) await client.query(`truncate ${tables.join(', ')}`);
}

/** Whether a statement works; what it did is undone. */
export async function works(client: Client, sql: string | undefined): Promise<void> {
  if (sql === undefined) return;
  await client.query('begin');
  try {
    await client.query(sql);
  } finally {
    await client.query('rollback');
  }
}

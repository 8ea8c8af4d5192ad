import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { readCatalog } from '../../src/adapters/pg/catalog/read-catalog.ts';
import { describeDifference } from '../../src/schema/difference/describe-difference.ts';
import { type DiffOptions, diffCatalogs } from '../../src/schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../src/schema/entity/catalog.ts';

const nameOf = (sql: string): string => createHash('sha256').update(sql).digest('hex').slice(0, 32);

/** The catalog that the client's session sees, read with a plan that is made once a session: planning takes five times as long as running. */
export function catalogOf(client: Client): Promise<Catalog> {
  return readCatalog(async (text, params = []) => {
    if (text.length < 2000) return (await client.query<Record<string, unknown>>(text, [...params])).rows;
    await client.query('set plan_cache_mode = force_generic_plan');
    return (await client.query<Record<string, unknown>>({ text, values: [...params], name: nameOf(text) })).rows;
  });
}

/** One line for each difference; empty when there is none. */
export function differences(before: Catalog, after: Catalog, options?: DiffOptions): string {
  return diffCatalogs(before, after, options).map(describeDifference).join('\n');
}

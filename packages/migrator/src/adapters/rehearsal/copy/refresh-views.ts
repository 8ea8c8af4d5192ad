import type { Client } from 'pg';
import { shownName } from '../../../sql/names/shown-name.ts';
import { sqlName } from './sql-name.ts';

/**
 * Fills materialized views, each after those that it reads. Returns, in words, what stays empty: a view may need what
 * was not copied.
 */
export async function refreshViews(client: Client): Promise<readonly string[]> {
  for (;;) {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `select n.nspname::text as schema, c.relname::text as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'm' and not c.relispopulated order by c.oid`,
    );
    let filled = false;
    for (const view of rows) {
      const done = await client.query(`refresh materialized view ${sqlName(view)}`).then(
        () => true,
        () => false,
      );
      filled ||= done;
    }
    if (rows.length === 0) return [];
    if (!filled) return rows.map((view) => `the rows of the materialized view ${shownName(view)}`);
  }
}

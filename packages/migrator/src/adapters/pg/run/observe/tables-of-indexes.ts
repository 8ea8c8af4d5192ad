import type { IndexTable } from '../../../../ports/database/database-observer.ts';
import type { QualifiedName } from '../../../../sql/names/qualified-name.ts';
import { quoteIdentifier } from '../../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { readAsRevision } from '../read-as-revision.ts';

/**
 * See `DatabaseObserver.tablesOfIndexes`. Names are resolved with the session's own `search_path`, as a statement
 * resolves them.
 */
export async function tablesOfIndexes(
  connection: PgConnection,
  indexes: readonly QualifiedName[],
): Promise<readonly (IndexTable | undefined)[]> {
  if (indexes.length === 0) return [];
  const names = indexes.map(quoted).map(quoteLiteral).join(', ');
  const sql = `select r.n, s.nspname, t.relname, pg_catalog.pg_table_is_visible(t.oid)
from unnest(array[${names}]::pg_catalog.text[]) with ordinality as r (name, n)
join pg_catalog.pg_index i on i.indexrelid operator(pg_catalog.=) pg_catalog.to_regclass(r.name)::pg_catalog.oid
join pg_catalog.pg_class t on t.oid operator(pg_catalog.=) i.indrelid
join pg_catalog.pg_namespace s on s.oid operator(pg_catalog.=) t.relnamespace`;
  const rows = await readAsRevision(connection, 'Reading the tables of indexes', sql);
  const found = new Map(
    rows.map(([n, schema, name, visible]) => [
      Number(n),
      { schema: schema ?? '', name: name ?? '', visible: visible === 't' },
    ]),
  );
  return indexes.map((_, index) => found.get(index + 1));
}

function quoted({ schema, name }: QualifiedName): string {
  return schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

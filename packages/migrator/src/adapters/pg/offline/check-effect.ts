import type { ScriptRevision } from '../../../ports/database/offline-script.ts';
import { statementKind } from '../../../sql/kind/classify-statement.ts';
import type { QualifiedName } from '../../../sql/names/qualified-name.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { scriptCodes } from './script-names.ts';
import { block } from './script-text.ts';

const eq = 'operator(pg_catalog.=)';

/**
 * A block that fails when the catalog does not show the effect of a statement that ran alone. It looks things up with
 * the session's search_path, as the statement itself did. `undefined` for VACUUM and the like, whose effect cannot be
 * seen.
 */
export function checkEffect(sql: string, { record }: ScriptRevision, done: number): string | undefined {
  const missing = missingEffect(sql);
  if (missing === undefined) return undefined;
  return block(`begin
  if ${missing} then
    raise exception 'statement % of revision % did not have its effect', ${done + 1}, ${quoteLiteral(record.revision)} using errcode = '${scriptCodes.noEffect}',
      hint = 'See the error before this one. The revision is half-way: migrate ${record.direction} cleans up and continues from there.';
  end if;
end`);
}

/**
 * A block that fails when the name of an index to be built is taken: an error of the statement itself would be reported
 * to the client only.
 */
export function checkFree(sql: string): string | undefined {
  const kind = statementKind(sql);
  if (kind.kind !== 'create-index-concurrently' || kind.ifNotExists) return undefined;
  return block(`begin
  if exists (select from pg_catalog.pg_class t join pg_catalog.pg_class c on c.relnamespace ${eq} t.relnamespace
    where t.oid ${eq} ${regclass(kind.table)} and c.relname ${eq} ${quoteLiteral(kind.index ?? '')}) then
    raise exception 'relation % exists already', ${quoteLiteral(kind.index ?? '')} using errcode = '42P07';
  end if;
end`);
}

function missingEffect(sql: string): string | undefined {
  const kind = statementKind(sql);
  switch (kind.kind) {
    case 'create-index-concurrently':
      return `not exists (select from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid ${eq} i.indexrelid
    where i.indrelid ${eq} ${regclass(kind.table)} and c.relname ${eq} ${quoteLiteral(kind.index ?? '')} and i.indisvalid and i.indisready)`;
    case 'drop-index-concurrently':
      return `${regclass(kind.index)} is not null`;
    case 'detach-partition':
      return `exists (select from pg_catalog.pg_inherits h where h.inhparent ${eq} ${regclass(kind.table)} and h.inhrelid ${eq} ${regclass(kind.partition)})`;
    case 'reindex-concurrently': {
      if (kind.name === undefined || (kind.target !== 'index' && kind.target !== 'table')) return undefined;
      const table =
        kind.target === 'table'
          ? regclass(kind.name)
          : `(select x.indrelid from pg_catalog.pg_index x where x.indexrelid ${eq} ${regclass(kind.name)})`;
      return `exists (select from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid ${eq} i.indexrelid
    where i.indrelid ${eq} ${table} and not i.indisvalid and c.relname operator(pg_catalog.~) '_cc(new|old)[0-9]*$')`;
    }
    default:
      return undefined;
  }
}

function regclass({ schema, name }: QualifiedName): string {
  const quoted = schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  return `pg_catalog.to_regclass(${quoteLiteral(quoted)})::pg_catalog.oid`;
}

import type { CatalogTruth } from '../../../ports/database/half-run-store.ts';
import type {
  CreateIndexConcurrently,
  DetachPartition,
  DropIndexConcurrently,
  ReindexConcurrently,
  StatementKind,
} from '../../../sql/kind/statement-kind.ts';
import type { QualifiedName } from '../../../sql/names/qualified-name.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { PgConnection } from '../connection/connection.ts';
import { readAsRevision } from './read-as-revision.ts';

type Row = readonly (string | null)[];

const notRun: CatalogTruth = { state: 'not-run' };
const done: CatalogTruth = { state: 'done' };

/**
 * What the catalog says about a statement that may have been cut short. Names are resolved with the session's own
 * `search_path`, as the statement itself resolves them.
 */
export async function catalogTruth(connection: PgConnection, kind: StatementKind): Promise<CatalogTruth> {
  const read = (sql: string) => readAsRevision(connection, 'Reading the catalog', sql);
  switch (kind.kind) {
    case 'create-index-concurrently':
      return createdIndex(kind, read);
    case 'drop-index-concurrently':
      return droppedIndex(kind, read);
    case 'reindex-concurrently':
      return reindexed(kind, read);
    case 'detach-partition':
      return detached(kind, read);
    case 'runs-alone':
      return isRepeatable(kind.command) ? notRun : { state: 'unknown' };
    default:
      return { state: 'unknown' };
  }
}

/** Running them again only repeats the same effect. */
function isRepeatable(command: string): boolean {
  return command.startsWith('REINDEX ') || ['VACUUM', 'CLUSTER', 'ALTER SYSTEM'].includes(command);
}

type Read = (sql: string) => Promise<readonly Row[]>;

function regclass(name: QualifiedName): string {
  const quoted = name.schema === undefined ? quoteIdentifier(name.name) : qualified(name.schema, name.name);
  return `pg_catalog.to_regclass(${quoteLiteral(quoted)})::pg_catalog.oid`;
}

const qualified = (schema: string, name: string) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
const eq = 'operator(pg_catalog.=)';

async function createdIndex(kind: CreateIndexConcurrently, read: Read): Promise<CatalogTruth> {
  const rows = await read(`select t.oid, n.nspname, c.oid, i.indisvalid and i.indisready and i.indislive,
(select p.pid from pg_catalog.pg_stat_progress_create_index p where p.datname ${eq} pg_catalog.current_database()
  and p.relid ${eq} t.oid and p.command ${eq} 'CREATE INDEX CONCURRENTLY'
  and (p.index_relid ${eq} 0::pg_catalog.oid or p.index_relid ${eq} c.oid) limit 1)
from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid ${eq} t.relnamespace
left join pg_catalog.pg_class c on c.relnamespace ${eq} t.relnamespace and c.relname ${eq} ${quoteLiteral(kind.index ?? '')}
left join pg_catalog.pg_index i on i.indexrelid ${eq} c.oid
where t.oid ${eq} ${regclass(kind.table)}`);
  const [, schema, index, valid, pid] = rows[0] ?? [];
  if (pid) return { state: 'in-progress', pid: Number(pid) };
  if (kind.index === undefined) return { state: 'unknown' };
  if (!index) return notRun;
  if (valid === 't') return done;
  const name = qualified(schema ?? '', kind.index);
  return {
    state: 'half',
    cleanup: [`drop index concurrently if exists ${name}`],
    rerun: true,
    what: `invalid index ${name}`,
  };
}

async function droppedIndex(kind: DropIndexConcurrently, read: Read): Promise<CatalogTruth> {
  const rows = await read(`select 1 where ${regclass(kind.index)} is not null`);
  return rows.length === 0 ? done : notRun;
}

/** Leftovers are invalid and end in `_ccnew` or `_ccold`, perhaps with a number. */
async function reindexed(kind: ReindexConcurrently, read: Read): Promise<CatalogTruth> {
  const { name } = kind;
  const scopes: Record<ReindexConcurrently['target'], string> = {
    index: `i.indrelid ${eq} (select x.indrelid from pg_catalog.pg_index x where x.indexrelid ${eq} ${name === undefined ? 'null' : regclass(name)})`,
    table: `(i.indrelid ${eq} ${name === undefined ? 'null' : regclass(name)} or i.indrelid ${eq} (select t.reltoastrelid from pg_catalog.pg_class t
  where t.oid ${eq} ${name === undefined ? 'null' : regclass(name)}))`,
    schema: `n.nspname ${eq} ${quoteLiteral(name?.name ?? '')}`,
    database: 'true',
    system: 'true',
  };
  const busy = await read(
    `select pid from pg_catalog.pg_stat_progress_create_index where command ${eq} 'REINDEX CONCURRENTLY' and datname ${eq} pg_catalog.current_database() limit 1`,
  );
  if (busy[0]?.[0]) return { state: 'in-progress', pid: Number(busy[0][0]) };
  const rows = await read(`select n.nspname, c.relname from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid ${eq} i.indexrelid join pg_catalog.pg_namespace n on n.oid ${eq} c.relnamespace
where not i.indisvalid and c.relname operator(pg_catalog.~) '_cc(new|old)[0-9]*$' and ${scopes[kind.target]}`);
  if (rows.length === 0) return notRun;
  const names = rows.map(([schema, index]) => qualified(schema ?? '', index ?? ''));
  const cleanup = names.map((index) => `drop index concurrently if exists ${index}`);
  return { state: 'half', cleanup, rerun: true, what: `invalid leftovers ${names.join(', ')}` };
}

async function detached(kind: DetachPartition, read: Read): Promise<CatalogTruth> {
  const rows =
    await read(`select h.inhdetachpending, pn.nspname, p.relname, cn.nspname, c.relname from pg_catalog.pg_inherits h
join pg_catalog.pg_class p on p.oid ${eq} h.inhparent join pg_catalog.pg_namespace pn on pn.oid ${eq} p.relnamespace
join pg_catalog.pg_class c on c.oid ${eq} h.inhrelid join pg_catalog.pg_namespace cn on cn.oid ${eq} c.relnamespace
where h.inhparent ${eq} ${regclass(kind.table)} and h.inhrelid ${eq} ${regclass(kind.partition)}`);
  const [pending, tableSchema, table, partitionSchema, partition] = rows[0] ?? [];
  if (pending === undefined) return done;
  if (pending !== 't') return notRun;
  const child = qualified(partitionSchema ?? '', partition ?? '');
  return {
    state: 'half',
    cleanup: [`alter table ${qualified(tableSchema ?? '', table ?? '')} detach partition ${child} finalize`],
    rerun: false,
    what: `detaching of ${child} that is pending`,
  };
}

import type { ObservedEffects } from '../../lint/rule/observation.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import { shownName } from '../../sql/names/shown-name.ts';
import { LOCK_MODES, type LockMode, strongerOf } from '../../sql/statement/lock-mode.ts';

/** What is there at one moment of a transaction. */
interface Moment {
  readonly relations: readonly RelationRow[];
  /** OID and mode, as pg_locks has it: `AccessExclusiveLock`. */
  readonly locks: readonly (readonly [number, string])[];
  /** OID and how often it was read whole. */
  readonly scans: readonly (readonly [number, number])[];
  readonly wal: number;
  readonly at: number;
}

interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** `0` where it has none. */
  readonly file: number;
  /** OID of the table of an index. */
  readonly table: number | null;
  /** OID of the partitioned table, of a partition. */
  readonly root: number | null;
}

export interface ObserveOptions {
  /** Statements that set something for it. */
  readonly session: readonly string[];
  /** Works in the same transaction, before anything counts. */
  readonly prepare?: () => Promise<void>;
  /** Whether the transaction is committed after this; default: it is rolled back. */
  readonly keep?: (seen: ObservedEffects) => boolean;
}

/**
 * Runs a statement in a transaction, and reports what it did to what was there before. Its counter of whole reads
 * counts on empty tables, too, so few statements need rows.
 */
export async function observeStatement(
  database: Pick<ScratchDatabase, 'query'>,
  sql: string,
  { session, prepare, keep = () => false }: ObserveOptions,
): Promise<ObservedEffects> {
  let isKept = false;
  try {
    const first = [...(prepare === undefined ? ['begin'] : []), ...session];
    if (prepare !== undefined) {
      await database.query('begin');
      await prepare();
    }
    // In one message: the way to the server and back takes longer than most statements on empty tables.
    const [before, after] = await readMoments(database, [...first, MOMENT, sql, MOMENT]);
    const seen = compare(before, after);
    isKept = keep(seen);
    if (isKept) await database.query('commit');
    return seen;
  } finally {
    if (!isKept) await database.query('rollback');
  }
}

/** The first moment, and the last. */
async function readMoments(
  database: Pick<ScratchDatabase, 'query'>,
  statements: readonly string[],
): Promise<readonly [Moment, Moment]> {
  // A statement may end with a comment.
  const rows = await database.query(statements.join('\n;\n'));
  const moments = rows.map(({ moment }): unknown => moment).filter(isMoment);
  const [before, after] = [moments[0], moments.at(-1)];
  if (before === undefined || after === undefined || moments.length < 2) {
    throw new TypeError('The catalog could not be read.');
  }
  return [before, after];
}

/** It is what `MOMENT` makes. */
function isMoment(value: unknown): value is Moment {
  return typeof value === 'object' && value !== null && 'relations' in value && 'locks' in value && 'scans' in value;
}

const MOMENT = `select json_build_object(
  'relations', (select coalesce(json_agg(json_build_object('oid', c.oid::int8, 'schema', n.nspname, 'name', c.relname,
      'file', coalesce(pg_relation_filenode(c.oid), 0)::int8, 'table', i.indrelid::int8,
      'root', case when c.relispartition and c.relkind in ('r', 'p') then pg_partition_root(c.oid)::oid::int8 end)), '[]')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indexrelid = c.oid
    where c.relkind in ('r', 'p', 'm', 'v', 'f', 'i', 'I') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'),
  'locks', (select coalesce(json_agg(json_build_array(l.relation::int8, l.mode)), '[]') from pg_locks l
    where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.relation >= 16384
    and l.database = (select d.oid from pg_database d where d.datname = current_database())),
  'scans', (select coalesce(json_agg(json_build_array(s.relid::int8, s.seq_scan)), '[]') from pg_stat_xact_user_tables s),
  'wal', pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0'),
  'at', extract(epoch from clock_timestamp()) * 1000) as moment`;

function compare(before: Moment, after: Moment): ObservedEffects {
  const known = new Map(before.relations.map((each) => [each.oid, each]));
  const files = new Map(after.relations.map(({ oid, file }) => [oid, file]));
  const scans = new Map(before.scans);
  const held = new Set(before.locks.map(String));
  const shown = (oid: number): string | undefined => {
    const found = known.get(oid);
    const table = found?.table == null ? found : known.get(found.table);
    return table === undefined ? undefined : shownName(table);
  };
  const withRoot = (oid: number): readonly string[] => {
    const found = known.get(oid);
    const root = found?.root ?? known.get(found?.table ?? 0)?.root;
    return [shown(oid), root == null ? undefined : shown(root)].filter((each) => each !== undefined);
  };
  const rewritten = before.relations.filter(({ oid, file }) => file !== 0 && (files.get(oid) ?? file) !== file);
  const scanned = after.scans.filter(([oid, count]) => count > (scans.get(oid) ?? 0));
  return {
    locks: strongest(
      after.locks
        .filter((lock) => !held.has(String(lock)))
        .flatMap(([oid, word]) => {
          const [relation, mode] = [shown(oid), MODES[word]];
          return relation === undefined || mode === undefined ? [] : [{ relation, mode }];
        }),
    ),
    roots: Object.fromEntries(
      before.relations.flatMap(({ oid, root }) => {
        const [part, whole] = [shown(oid), root === null ? undefined : shown(root)];
        return part === undefined || whole === undefined ? [] : [[part, whole]];
      }),
    ),
    made: unique(after.relations.filter(({ oid, table }) => table === null && !known.has(oid)).map(shownName)),
    rewritten: unique(rewritten.flatMap(({ oid }) => withRoot(oid))),
    scanned: unique(scanned.flatMap(([oid]) => withRoot(oid))),
    writesFiles:
      rewritten.length > 0 ||
      after.relations.some(
        ({ oid, table, file }) => file !== 0 && !known.has(oid) && table !== null && known.has(table),
      ),
    walBytes: after.wal - before.wal,
    durationMs: Math.round(after.at - before.at),
  };
}

/** `AccessExclusiveLock` … by the words of SQL. */
const MODES: Readonly<Record<string, LockMode>> = Object.fromEntries(
  LOCK_MODES.filter((mode) => mode !== 'ACCESS SHARE').map((mode) => [
    `${mode
      .split(' ')
      .map((word) => word[0] + word.slice(1).toLowerCase())
      .join('')}Lock`,
    mode,
  ]),
);

function strongest(locks: ObservedEffects['locks']): ObservedEffects['locks'] {
  const found = new Map<string, LockMode>();
  for (const { relation, mode } of locks) {
    const earlier = found.get(relation);
    found.set(relation, earlier === undefined ? mode : strongerOf(earlier, mode));
  }
  return [...found].map(([relation, mode]) => ({ relation, mode })).sort((a, b) => (a.relation < b.relation ? -1 : 1));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

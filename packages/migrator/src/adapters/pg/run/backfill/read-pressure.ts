import type { PressureAnswer } from '../../../../ports/database/backfill-store.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { Pressure, PressureRequest, Replica } from '../../../../state/pressure.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { Session } from '../../connection/session.ts';
import type { Row } from '../../state/read-beginning.ts';
import { addBegin } from '../revision-script.ts';
import { Script } from '../script.ts';
import { tableTree } from './table-tree.ts';

const LIMITS = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000 };

const QUERIES = {
  lag: () => `select coalesce(nullif(application_name, ''), client_addr::text, pid::text),
pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), pg_wal_lsn_diff(replay_lsn, '0/0'), extract(epoch from replay_lag) * 1000
from pg_stat_replication where state is distinct from 'backup' order by 1`,
  wal: () => "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')",
  archive: () => "select count(*) from pg_ls_archive_statusdir() where name like '%.ready'",
  autovacuum: (table: string) => `select exists (select from pg_locks l where l.locktype = 'relation' and l.granted
and l.mode = 'ShareUpdateExclusiveLock' and l.relation in (${relations(table)}) and ${here})`,
  // Who waits for a row waits for the transaction that holds it, which in turn holds a lock of the table.
  waiters: (
    table: string,
  ) => `select count(distinct l.pid) from pg_locks l where not l.granted and ((${here} and l.relation in (${relations(table)}))
or (l.locktype = 'transactionid' and exists (select from pg_locks h join pg_locks t on t.pid = h.pid where h.locktype = 'transactionid' and h.granted
  and h.transactionid = l.transactionid and t.locktype = 'relation' and t.relation in (${relations(table)}) and t.mode = 'RowExclusiveLock')))`,
} as const;

const here = 'l.database = (select oid from pg_database where datname = current_database())';

function relations(table: string): string {
  return tableTree(`${quoteLiteral(table)}::regclass`);
}

/** How busy the server is, asked on a session of its own. Conditions find names as the revision's statements do. */
export async function readPressure(
  connection: PgConnection,
  session: Session,
  { table, kinds, conditions }: PressureRequest,
): Promise<PressureAnswer> {
  const script = new Script();
  addBegin(script, connection.limits(LIMITS), 'pressure', 0);
  script.add('set transaction read only', { unit: 0 });
  const first = script.length;
  for (const condition of conditions) script.add(`select (\n${condition}\n)`, { unit: 0 });
  script.add('set local search_path = pg_catalog, pg_temp', { unit: 0 });
  const asked = [...kinds];
  for (const kind of asked) script.add(QUERIES[kind](table), { unit: 0 });
  script.add('rollback', { unit: 0 });
  script.endsFresh = true;
  const outcome = await session.run(script);
  if (outcome.failed !== undefined) return { failure: outcome.failed.failure };
  const answers = conditions.map((_, index) => truth(outcome.rows[first + index]?.[0]?.[0]));
  const of = (kind: (typeof asked)[number]): readonly Row[] | undefined => {
    const at = asked.indexOf(kind);
    return at < 0 ? undefined : outcome.rows[first + conditions.length + 1 + at];
  };
  return {
    ...pressureOf({ lag: of('lag'), wal: of('wal'), archive: of('archive') }),
    ...tableOf({ autovacuum: of('autovacuum'), waiters: of('waiters') }),
    conditions: answers,
  };
}

type Rows = readonly Row[] | undefined;

function pressureOf({ lag, wal, archive }: { readonly lag: Rows; readonly wal: Rows; readonly archive: Rows }) {
  const pressure: Omit<Pressure, 'conditions'> = {
    ...(lag === undefined ? {} : { replicas: lag.map(replicaOf) }),
    ...(wal === undefined ? {} : { wal: Number(wal[0]?.[0]) }),
    ...(archive === undefined ? {} : { archive: Number(archive[0]?.[0]) }),
  };
  return pressure;
}

function tableOf({ autovacuum, waiters }: { readonly autovacuum: Rows; readonly waiters: Rows }) {
  return {
    ...(autovacuum === undefined ? {} : { maintained: autovacuum[0]?.[0] !== 'f' }),
    ...(waiters === undefined ? {} : { waiters: Number(waiters[0]?.[0]) }),
  };
}

function replicaOf([name, bytes, replayed, lag]: Row): Replica {
  return { name: name ?? '', bytes: amount(bytes), replayed: amount(replayed), lagMs: amount(lag) };
}

function amount(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

function truth(text: string | null | undefined): boolean | null {
  return text === 't' ? true : text === 'f' ? false : null;
}

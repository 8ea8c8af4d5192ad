import type { Client } from 'pg';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';

/** Holds what is noted inside the transactions of revisions. Not logged, so that it adds nothing to the WAL. */
export const PROBE_SCHEMA = 'braid_rehearsal';

/**
 * Makes `braid_rehearsal.probe(step)`, which notes the locks of the session, how many rows of each table its
 * transaction has written and how often it read one whole. Whatever role the revision has taken on may call it.
 */
export async function makeProbe(client: Client, stateSchema: string): Promise<void> {
  await client.query(`create schema ${PROBE_SCHEMA};
create unlogged table ${PROBE_SCHEMA}.probes (step integer not null, at timestamptz not null, locks jsonb, counts jsonb);
create function ${PROBE_SCHEMA}.probe(step integer) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $probe$
begin
  insert into ${PROBE_SCHEMA}.probes select probe.step, clock_timestamp(),
    (select jsonb_agg(jsonb_build_array(l.relation::int8, l.mode)) from pg_locks l
      where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted and l.relation >= 16384
      and l.database = (select d.oid from pg_database d where d.datname = current_database())),
    (select jsonb_agg(jsonb_build_array(s.relid::int8, s.n_tup_ins, s.n_tup_upd, s.n_tup_del, s.seq_scan)) from pg_stat_xact_user_tables s
      where s.schemaname not in ('${PROBE_SCHEMA}', ${quoteLiteral(stateSchema)}) and s.n_tup_ins + s.n_tup_upd + s.n_tup_del + s.seq_scan > 0);
end
$probe$;
grant usage on schema ${PROBE_SCHEMA} to public`);
}

/** The statement that calls it. */
export function probeCall(step: number): string {
  return `select ${PROBE_SCHEMA}.probe(${step})`;
}

export interface ProbeRow {
  readonly step: number;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** OID and `AccessExclusiveLock` … */
  readonly locks: readonly (readonly [number, string])[];
  /** OID, then rows inserted, updated, deleted, and how often it was read whole. */
  readonly counts: readonly (readonly [number, number, number, number, number])[];
}

/** What was noted since this was last asked, and what time it is there. */
export async function takeProbes(
  client: Client,
): Promise<{ readonly probes: readonly ProbeRow[]; readonly now: number }> {
  const { rows: clock } = await client.query<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  );
  const { rows } = await client.query<ProbeRow>(
    `with taken as (delete from ${PROBE_SCHEMA}.probes returning *)
select step, (extract(epoch from at) * 1000)::float8 as at, coalesce(locks, '[]') as locks, coalesce(counts, '[]') as counts from taken order by at, step`,
  );
  return { probes: rows, now: clock[0]?.now ?? 0 };
}

import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Lease } from '../../../state/lease.ts';
import type { SeedRecord, SeedRun } from '../../../state/seed.ts';
import type { PgConnection } from '../connection/connection.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { Script } from '../run/script.ts';
import { readOnlyTransaction } from '../state/read-beginning.ts';
import type { StateNames } from '../state/state-names.ts';

/** Creates the table if it is missing: the first seed does. */
export function withSeedTable({ seed }: StateNames): string {
  return `do ${quoteLiteral(`begin
  -- Only where it is missing: IF NOT EXISTS wants CREATE on the schema even when the table is there.
  if pg_catalog.to_regclass(${quoteLiteral(seed)}) is null then
    create table ${seed} (
  name text primary key,
  slice text not null,
  checksum text not null,
  environment text not null,
  applied_at timestamptz not null default clock_timestamp(),
  applied_by text not null default session_user,
  run_id text not null,
  tool_version text not null
);
  end if;
end`)}`;
}

/** Records a seed that ran now; its last run counts. */
export function recordSeed({ seed }: StateNames, lease: Lease, record: SeedRecord, toolVersion: string): string {
  const { name, slice, checksum, environment } = record;
  const values = [name, slice, checksum, environment, lease.request.runId, toolVersion].map(quoteLiteral);
  return `insert into ${seed} (name, slice, checksum, environment, run_id, tool_version) values (${values.join(', ')})
on conflict (name) do update set slice = excluded.slice, checksum = excluded.checksum, environment = excluded.environment,
applied_at = clock_timestamp(), applied_by = session_user, run_id = excluded.run_id, tool_version = excluded.tool_version`;
}

/** Empty if there is no such table. */
export async function readSeeds(connection: PgConnection): Promise<readonly SeedRun[]> {
  const { seed } = connection.names;
  const [there] = await look(connection, `select pg_catalog.to_regclass(${quoteLiteral(seed)}) is not null`);
  if (there?.[0] !== 't') return [];
  const rows = await look(
    connection,
    `select name, slice, checksum, environment, to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), applied_by
from ${seed} order by name`,
  );
  return rows.map(([name = '', slice = '', checksum = '', environment = '', appliedAt = '', appliedBy = '']) => ({
    ...{ name: name ?? '', slice: slice ?? '', checksum: checksum ?? '', environment: environment ?? '' },
    ...{ appliedAt: appliedAt ?? '', appliedBy: appliedBy ?? '' },
  }));
}

async function look(connection: PgConnection, sql: string): Promise<readonly (readonly (string | null)[])[]> {
  const script = new Script().add(readOnlyTransaction('read committed'));
  for (const limit of ownLimits(5_000, 60_000)) script.add(limit);
  const asked = script.length;
  const outcome = await connection.look(script.add(sql));
  if (outcome.failed !== undefined) throw connection.ownFailure('Reading the seeds', outcome.failed.failure);
  return outcome.rows[asked] ?? [];
}

import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { batchTable, minuteTable } from './batch-table.ts';
import { headsView } from './heads-view.ts';
import { stateCodes } from './state-codes.ts';
import { stateFunctions } from './state-functions.ts';
import type { StateNames } from './state-names.ts';

/**
 * Raised whenever a table or function below changes so that an older Braid would be wrong; a database with a newer one
 * is refused. `origin`, `batch` and `batch_minute` came later and may be missing.
 */
export const stateFormat = 1;

/**
 * SQL, for a search path of `pg_catalog`: the advisory lock of those who create this state at the same time. Each state
 * has one of its own: a database may have thousands, and nobody is to wait for the commits of all others.
 */
export function stateCreationLock(names: StateNames): string {
  return `hashtextextended(${quoteLiteral(`braid state ${names.schema}`)}, 0)`;
}

/** The tables. A state that exists is left as it is. */
function tables(names: StateNames): readonly string[] {
  return [
    `create table if not exists ${names.format} (
  singleton boolean primary key default true check (singleton),
  version integer not null,
  since timestamptz not null default clock_timestamp()
)`,
    `create table if not exists ${names.applied} (
  revision text primary key,
  slice text not null,
  parents text[] not null,
  dependencies text[] not null,
  checksum text not null,
  applied_at timestamptz not null default clock_timestamp(),
  applied_by text not null,
  duration_ms bigint not null,
  tool_version text not null,
  run_id text not null,
  attempt_id text not null,
  origin text
)`,
    `create table if not exists ${names.log} (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  action text not null,
  event text not null,
  revision text,
  slice text,
  run_id text not null,
  attempt_id text,
  sqlstate text,
  message text,
  reason text,
  duration_ms bigint,
  by text not null default session_user,
  host text,
  tool_version text not null
)`,
    // token is unique so that changing it is a change of key: that is what a takeover does and a heartbeat does not.
    `create table if not exists ${names.lease} (
  singleton boolean primary key default true check (singleton),
  token bigint not null unique,
  run_id text,
  host text,
  pid integer,
  runs text,
  since timestamptz,
  heartbeat_at timestamptz,
  expires_at timestamptz
)`,
    `create table if not exists ${names.progress} (
  revision text primary key,
  slice text not null,
  direction text not null,
  done text[] not null default '{}',
  intent text,
  run_id text not null,
  attempt_id text not null,
  since timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
)`,
    headsView(names),
  ];
}

/**
 * Refuses a state that a newer Braid made, whose functions would be replaced by older ones. The table is read only if
 * it is there.
 */
export function refuseNewerState(names: StateNames): string {
  return `do ${quoteLiteral(`begin
  if to_regclass(${quoteLiteral(names.format)}) is not null then
    if exists (select from ${names.format} where version > ${stateFormat}) then
      raise exception 'a newer Braid made the state' using errcode = '${stateCodes.formatNewer}';
    end if;
  end if;
end`)}`;
}

/**
 * Creates the state; run in one transaction under `stateCreationLock`. The schema is made only where it is missing:
 * CREATE SCHEMA IF NOT EXISTS wants CREATE on the database even when the schema is there.
 *
 * @param withBatches with the tables of batches; where they are missing, the first run in batches makes them
 */
export function createState(names: StateNames, withBatches = true): readonly string[] {
  const createSchema = `create schema ${names.quotedSchema}`;
  return [
    `do ${quoteLiteral(`begin
  if not exists (select 1 from pg_catalog.pg_namespace where nspname = ${quoteLiteral(names.schema)}) then
    execute ${quoteLiteral(createSchema)};
  end if;
end`)}`,
    ...tables(names),
    ...(withBatches ? [batchTable(names), minuteTable(names)] : []),
    ...stateFunctions(names),
    `insert into ${names.lease} (token) values (0) on conflict do nothing`,
    `insert into ${names.format} (version) values (${stateFormat}) on conflict (singleton) do update set version = excluded.version, since = clock_timestamp()
  where ${names.format}.version < excluded.version`,
  ];
}

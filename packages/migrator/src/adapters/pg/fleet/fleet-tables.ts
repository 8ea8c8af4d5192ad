import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/** The names of a fleet's tables; they are in a schema of their own, beside that of the state. */
export interface FleetNames {
  readonly schema: string;
  readonly rollout: string;
  readonly tenant: string;
}

export function fleetNames(stateSchema: string): FleetNames {
  const schema = quoteIdentifier(`${stateSchema}_fleet`);
  return { schema, rollout: `${schema}.rollout`, tenant: `${schema}.tenant` };
}

/** Tells the locks of this from all others: the word fleet in ASCII. */
const FLEET_LOCK = 440_402_994_548;

/** Makes the tables where they are missing. */
export function createFleetTables({ schema, rollout, tenant }: FleetNames): readonly string[] {
  return [
    `select pg_advisory_xact_lock(${FLEET_LOCK})`,
    `create schema if not exists ${schema}`,
    `create table if not exists ${rollout} (
  id bigint generated always as identity primary key,
  fleet text not null,
  direction text not null,
  targets text[] not null,
  aim text not null,
  state text not null default 'open',
  wanted text not null default 'run',
  why text,
  waves text[] not null,
  wave integer not null default 0,
  soak_since timestamptz,
  token bigint not null default 0,
  run_id text,
  host text,
  pid integer,
  runs text,
  since timestamptz,
  expires_at timestamptz,
  tool_version text not null,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
)`,
    `create index if not exists rollout_of_fleet on ${rollout} (fleet, id desc)`,
    `create table if not exists ${tenant} (
  rollout bigint not null references ${rollout} (id) on delete cascade,
  tenant text not null,
  wave integer not null,
  state text not null default 'pending',
  attempts integer not null default 0,
  ran integer not null default 0,
  heads text[],
  code text,
  error text,
  worker text,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (rollout, tenant)
)`,
  ];
}

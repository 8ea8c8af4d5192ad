import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/** The names of the fleets' tables, which have their own schema beside that of the state. */
export interface FleetNames {
  readonly schema: string;
  readonly rollout: string;
  readonly tenant: string;
  /** What workers may run in a rollout. */
  readonly work: string;
  /** Tenants that workers may take, or have taken. */
  readonly offer: string;
}

export function fleetNames(stateSchema: string): FleetNames {
  const schema = quoteIdentifier(`${stateSchema}_fleet`);
  const of = (table: string) => `${schema}.${table}`;
  return { schema, rollout: of('rollout'), tenant: of('tenant'), work: of('work'), offer: of('offer') };
}

/** The class of advisory locks for fleets: the word fleet in ASCII. */
const FLEET_LOCK = 440_402_994_548;

/** Creates missing tables. */
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

/** Creates missing tables of workers. */
export function createOfferTables({ rollout, tenant, work, offer }: FleetNames): readonly string[] {
  return [
    `select pg_advisory_xact_lock(${FLEET_LOCK})`,
    `create table if not exists ${work} (
  rollout bigint primary key references ${rollout} (id) on delete cascade,
  revisions text[] not null
)`,
    `create table if not exists ${offer} (
  rollout bigint not null,
  tenant text not null,
  token bigint not null,
  offered_at timestamptz not null default clock_timestamp(),
  worker text,
  expires_at timestamptz,
  primary key (rollout, tenant),
  foreign key (rollout, tenant) references ${tenant} (rollout, tenant) on delete cascade
)`,
  ];
}

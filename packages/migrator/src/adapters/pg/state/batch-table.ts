import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { StateNames } from './state-names.ts';

/** Columns that came later; a state may lack them. */
const LATER = [
  'paused_for text',
  'paused_at timestamptz',
  'background boolean not null default false',
  "wanted text not null default 'run'",
  'ordered_by text',
  'wanted_size integer',
  'failure text',
  // Who works in the background. Every change of the row proves the token, as the lease is proven elsewhere.
  'token bigint not null default 0',
  'worker text',
  'worker_host text',
  'worker_pid integer',
  'expires_at timestamptz',
];

/** How far revisions came that run in batches. A row ends with its row in `progress`. */
export function batchTable(names: StateNames): string {
  return `create table if not exists ${names.batch} (
  revision text primary key references ${names.progress} (revision) on delete cascade,
  "table" text not null,
  key text[] not null,
  lower_key text[],
  upper_key text[],
  cursor_key text[],
  size integer not null,
  batches bigint not null default 0,
  keys bigint not null default 0,
  rows bigint not null default 0,
  estimate bigint not null,
  failed jsonb not null default '[]',
  busy_ms bigint not null default 0,
  since timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  ${LATER.join(',\n  ')}
)`;
}

/** Brings a state that was made before there was such a table, or one of its columns, up to date. */
export function withBatchTable(names: StateNames): string {
  const columns = LATER.map((column) => `add column if not exists ${column}`).join(', ');
  return `do ${quoteLiteral(`begin
  if pg_catalog.to_regclass(${quoteLiteral(names.batch)}) is null then
    ${batchTable(names)};
  elsif not exists (select 1 from pg_catalog.pg_attribute a where a.attrelid operator(pg_catalog.=) ${quoteLiteral(names.batch)}::pg_catalog.regclass
    and a.attname operator(pg_catalog.=) 'expires_at') then
    alter table ${names.batch} ${columns};
  end if;
  -- Only where it is missing: IF NOT EXISTS wants CREATE on the schema even when the table is there.
  if pg_catalog.to_regclass(${quoteLiteral(names.batchMinute)}) is null then
    ${minuteTable(names)};
  end if;
end`)}`;
}

/** Batches summed by minute, of every run: they stay when the revision is finished. */
export function minuteTable(names: StateNames): string {
  return `create table if not exists ${names.batchMinute} (
  revision text not null,
  direction text not null,
  run_id text not null,
  minute timestamptz not null,
  batches bigint not null,
  keys bigint not null,
  rows bigint not null,
  primary key (revision, run_id, minute)
)`;
}
